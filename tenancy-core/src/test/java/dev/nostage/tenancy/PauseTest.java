package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PauseTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 999_999, 1_000_001, 2_999_999})
    void isNeverShorterThanItWasTold(long nanos) throws InterruptedException {
        long before = System.nanoTime();

        Pause.REAL.pause(Duration.ofNanos(nanos));

        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(nanos);
    }
}
