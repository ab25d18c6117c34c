package dev.nostage.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class OptionsTest {

    @Test
    void whatIsNotDeclaredIsHeldToMoveMoney() {
        assertThat(DownstreamOptions.UNDECLARED.effect()).isEqualTo(Effect.FINANCIAL);
    }

    @Test
    void tellsTimesAsTheyAreWritten() {
        assertThatThrownBy(() -> new LimitOptions(10, false, Duration.ofMinutes(5), 2))
                .hasMessageContaining("0s to 10s, was 5m");
        assertThatThrownBy(() -> new RetryOptions(3, Duration.ofHours(2), 20))
                .hasMessageContaining("at most 1m, was 2h");
        assertThatThrownBy(() -> new RetryOptions(3, Duration.ofMillis(-1500), 20))
                .hasMessageContaining("was -1500ms");
    }

    @Test
    void refusesABreakerThatCouldNotJudge() {
        assertThatThrownBy(() -> new BreakerOptions(0, 50, Duration.ofSeconds(1)))
                .hasMessageContaining("was 0");
        assertThatThrownBy(() -> new BreakerOptions(1001, 50, Duration.ofSeconds(1)))
                .hasMessageContaining("1001");
        assertThatThrownBy(() -> new BreakerOptions(20, 0, Duration.ofSeconds(1)))
                .hasMessageContaining("was 0");
        assertThatThrownBy(() -> new BreakerOptions(20, 101, Duration.ofSeconds(1)))
                .hasMessageContaining("101");
        assertThatThrownBy(() -> new BreakerOptions(20, 50, Duration.ZERO)).hasMessageContaining("was 0s");
    }
}
