package dev.nostage.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.resilience.SimulatedNeighbours.Arrivals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A real tenant calls 50 times a second what serves 20 calls at a time in 20 ms each, while tests try to call it 3000 times
 * a second.
 */
final class NoisyNeighbourTest {

    private static final int SLOTS = 20;
    private static final int BROWN_OUT = 5;
    private static final int CALLS_A_SLOT = 50;
    private static final int LIVE_CALLS = 50;
    private static final double LATE = 1.5;
    private static final double FAIR_PART = 0.8;

    @ParameterizedTest
    @CsvSource({"20, EVEN, 1", "20, RANDOM, 1", "20, RANDOM, 1000", "50, EVEN, 1", "50, RANDOM, 1", "50, RANDOM, 1000"})
    void theRealTenantNoticesNothingAndTheTestsGetNearlyAllThatIsLeft(int limit, Arrivals arrivals, int testTenants) {
        SimulatedNeighbours alone = new SimulatedNeighbours(limit, arrivals).run(SLOTS);
        SimulatedNeighbours flooded = new SimulatedNeighbours(limit, arrivals)
                .flood(testTenants, TrafficClass.NOT_LIVE)
                .run(SLOTS);

        assertThat(flooded.refused()).isZero();
        assertThat(flooded.percentile(99)).isLessThan(alone.percentile(99) * LATE);
        assertThat(flooded.testCallsASecond()).isGreaterThan(FAIR_PART * (SLOTS * CALLS_A_SLOT - LIVE_CALLS));
    }

    @ParameterizedTest
    @CsvSource({"20, EVEN, 1", "20, RANDOM, 1", "20, RANDOM, 1000", "50, EVEN, 1", "50, RANDOM, 1", "50, RANDOM, 1000"})
    void neitherDoesItWhenOnlyAQuarterOfTheDownstreamIsLeft(int limit, Arrivals arrivals, int testTenants) {
        SimulatedNeighbours alone = new SimulatedNeighbours(limit, arrivals).run(BROWN_OUT);
        SimulatedNeighbours flooded = new SimulatedNeighbours(limit, arrivals)
                .flood(testTenants, TrafficClass.NOT_LIVE)
                .run(BROWN_OUT);

        assertThat(flooded.refused()).isZero();
        assertThat(flooded.percentile(99)).isLessThan(alone.percentile(99) * LATE);
    }

    @Test
    void theSameFloodByLiveTenantsDoesHarm() {
        SimulatedNeighbours flooded = new SimulatedNeighbours(SLOTS, Arrivals.RANDOM)
                .flood(1000, TrafficClass.LIVE)
                .run(SLOTS);

        assertThat(flooded.refused()).isPositive();
    }
}
