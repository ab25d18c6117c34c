package dev.nostage.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.25S, 250ms",
        "PT0.0000005S, PT0.0000005S",
        "PT-5S, -5s",
        "PT1.5S, 1500ms",
        "PT90S, 90s",
        "PT5M, 5m",
        "PT36H, 36h",
        "P1826D, 1826d"
    })
    void areWrittenInTheLargestUnitThatLeavesNothing(Duration duration, String written) {
        assertThat(Durations.written(duration)).isEqualTo(written);
    }
}
