package dev.nostage.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.resilience.Latencies.Window;
import org.junit.jupiter.api.Test;

final class CeilingTest {

    private static final int FLOOD = 100;

    private final Ceiling ceiling = new Ceiling(100);

    @Test
    void beginsLowAndGrowsByATenthToTheLimitAndNoFurther() {
        assertThat(ceiling.get()).isEqualTo(20);
        idle();
        assertThat(ceiling.get()).isEqualTo(22);
        for (int i = 0; i < 50; i++) {
            idle();
        }
        assertThat(ceiling.get()).isEqualTo(100);
    }

    @Test
    void neverFallsBelowOne() {
        for (int i = 0; i < 50; i++) {
            ceiling.step(Window.EMPTY, true, FLOOD, 100);
        }
        assertThat(ceiling.get()).isEqualTo(1);
        idle();
        assertThat(ceiling.get()).isEqualTo(2);
    }

    @Test
    void staysBelowALimitThatFalls() {
        ceiling.step(Window.EMPTY, false, FLOOD, 5);
        assertThat(ceiling.get()).isEqualTo(5);
    }

    @Test
    void aWindowWithoutCallsTeachesNothing() {
        live(20);
        idle();
        idle();
        int before = ceiling.get();
        live(31);
        assertThat(ceiling.get()).isEqualTo((int) (before * 0.8));
    }

    @Test
    void aSingleCallSpeaksOnlyIfItIsVeryLate() {
        live(20);
        int before = ceiling.get();
        ceiling.step(new Window(1, 35_000), false, FLOOD, 100);
        assertThat(ceiling.get()).isEqualTo(before);
        ceiling.step(new Window(1, 60_000), false, FLOOD, 100);
        assertThat(ceiling.get()).isEqualTo((int) (before * 0.8));
    }

    @Test
    void fewCallsAreHeardInTheEnd() {
        live(20);
        int before = ceiling.get();
        ceiling.step(new Window(1, 35_000), false, FLOOD, 100);
        for (int i = 0; i < 4; i++) {
            assertThat(ceiling.get()).isEqualTo(before);
            idle();
        }
        assertThat(ceiling.get()).isEqualTo((int) (before * 0.8));
    }

    @Test
    void whatLastsAFewHundredMicrosecondsLongerIsNoise() {
        live(0.2);
        int before = ceiling.get();
        live(0.9);
        assertThat(ceiling.get()).isGreaterThan(before);
    }

    @Test
    void doesNotTakeAFloodForNormalHoweverLongItLasts() {
        live(20);
        while (ceiling.get() < 100) {
            idle();
        }
        // Just below what is late, for a minute: were it learnt, the next step could be the same again.
        for (int i = 0; i < 600; i++) {
            live(29);
        }
        int before = ceiling.get();
        live(31);
        assertThat(ceiling.get()).isLessThan(before);
    }

    @Test
    void forgetsWithinFourSecondsWhatNoLongerHolds() {
        live(20);
        int steps = 0;
        do {
            live(60);
            steps++;
        } while (steps < 40 && (steps < 10 || ceiling.get() < 10));
        assertThat(steps).isLessThan(40);
        for (int i = 0; i < 40; i++) {
            live(60);
        }
        assertThat(ceiling.get()).isEqualTo(100);
    }

    @Test
    void oneOddlyFastWindowDoesNotPoisonTheBaseline() {
        for (int i = 0; i < 20; i++) {
            live(20);
        }
        live(12);
        int before = ceiling.get();
        live(20);
        assertThat(ceiling.get()).isGreaterThanOrEqualTo(before);
    }

    private void idle() {
        ceiling.step(Window.EMPTY, false, FLOOD, 100);
    }

    private void live(double millis) {
        ceiling.step(new Window(10, (long) (10 * millis * 1000)), false, FLOOD, 100);
    }
}
