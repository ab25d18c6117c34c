package dev.nostage.timemachine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class JourneysTest {

    private static final Instant THEN = Instant.parse("2027-11-27T08:00:00Z");
    private static final int MANY = 1000;

    private final List<Object> held = new ArrayList<>();

    @Test
    void knowOfEveryOneOnWhichTimeRuns() {
        assertKnown(() -> AsOf.flow(THEN, THEN));
    }

    @Test
    void knowOfEveryOneOnWhichItStandsStill() {
        assertKnown(() -> AsOf.freeze(THEN));
    }

    /** More than other tests have made in this process, of which the collector may take some meanwhile. */
    private void assertKnown(Supplier<AsOf> made) {
        int before = Journeys.ALL.count();
        for (int i = 0; i < before + MANY; i++) {
            held.add(made.get());
        }
        assertThat(Journeys.ALL.count()).isGreaterThanOrEqualTo(before + MANY);
        assertThat(held).hasSize(before + MANY);
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void areOverOneByOneWhenNothingHoldsThem() {
        Journeys journeys = new Journeys();
        assertThat(journeys.none()).isTrue();
        held.addAll(List.of(new Object(), new Object(), new Object()));
        held.forEach(journeys::begin);
        assertThat(journeys.none()).isFalse();

        while (!held.isEmpty()) {
            assertThat(journeys.count()).isEqualTo(held.size());
            held.remove(0);
            while (journeys.count() > held.size()) {
                System.gc();
            }
        }
        assertThat(journeys.none()).isTrue();
    }
}
