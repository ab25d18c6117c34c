package dev.nostage.timemachine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class VaryTest {

    @Test
    void namesWhatDecidesWhenAndThenWhatDecidesForWhom() {
        assertThat(Vary.of(new LinkedHashSet<>(List.of("Tenant-Id", "Api-Key"))))
                .isEqualTo("Time-Machine, Tenant-Id, Api-Key");
        assertThat(Vary.of(Set.of())).isEqualTo("Time-Machine");
    }

    @Test
    void isAnythingWhereOneSourceDoesNotSay() {
        assertThat(Vary.of(Set.of("Tenant-Id", "*"))).isEqualTo("*");
    }
}
