package dev.nostage.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FakeTimeTest {

    private static final Instant START = Instant.parse("2027-11-27T07:59:59Z");
    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");

    private final MutableClock clock = MutableClock.at(START);
    private final FakeTicker ticker = new FakeTicker();

    @Test
    void aClockStandsUntilItIsMoved() {
        assertThat(clock.instant()).isEqualTo(START).isEqualTo(clock.instant());

        clock.advance(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo("2027-11-27T08:00:00Z");

        clock.advance(Duration.ofSeconds(-2));
        assertThat(clock.instant()).isEqualTo("2027-11-27T07:59:58Z");

        clock.set(Instant.EPOCH);
        assertThat(clock.millis()).isZero();
    }

    @Test
    void clocksOfOtherZonesTellTheSameTime() {
        MutableClock there = clock.withZone(AUCKLAND);

        clock.advance(Duration.ofHours(4));
        assertThat(there.instant()).isEqualTo(clock.instant());
        assertThat(LocalDate.now(there)).isEqualTo("2027-11-28");

        there.set(START);
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(there.getZone()).isEqualTo(AUCKLAND);
        assertThat(there).hasToString("MutableClock[2027-11-27T07:59:59Z, Pacific/Auckland]");
    }

    @Test
    void aTickerBeginsBelowZeroAndNeverGoesBack() {
        long begin = ticker.getAsLong();
        assertThat(begin).isNegative().isEqualTo(ticker.getAsLong());

        ticker.advance(Duration.ofMillis(1));
        assertThat(ticker.getAsLong() - begin).isEqualTo(1_000_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ticker.advance(Duration.ofNanos(-1)))
                .withMessageContaining("PT-0.000000001S");
        assertThat(ticker.getAsLong() - begin).isEqualTo(1_000_000);
    }

    @Test
    void timeThatManyMoveIsMovedByAll() {
        long begin = ticker.getAsLong();

        int threads = AtOnce.all(i -> {
            for (int n = 0; n < 1000; n++) {
                ticker.advance(Duration.ofNanos(1));
                clock.withZone(AUCKLAND).advance(Duration.ofNanos(1));
            }
            return true;
        });

        assertThat(ticker.getAsLong() - begin).isEqualTo(1000L * threads);
        assertThat(clock.instant()).isEqualTo(START.plusNanos(1000L * threads));
    }
}
