package dev.nostage.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void isTheNameThatDiffersLeast() {
        assertThat(Nearest.to("sael", List.of("basket", "sale", "wish-list"))).contains("sale");
        assertThat(Nearest.to("sale", List.of())).isEmpty();
    }

    @Test
    void countsWhatMustBePutInTakenOutOrChanged() {
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("same", "same")).isZero();
    }
}
