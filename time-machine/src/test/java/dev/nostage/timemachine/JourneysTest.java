package dev.nostage.timemachine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class JourneysTest {

    private static final Instant THEN = Instant.parse("2027-11-27T08:00:00Z");

    private final List<Object> held = new ArrayList<>();

    @Test
    void knowOfOneOnWhichTimeRuns() {
        held.add(AsOf.flow(THEN, THEN));
        assertThat(Journeys.ALL.none()).isFalse();
        assertThat(held).hasSize(1);
    }

    @Test
    void knowOfOneOnWhichItStandsStill() {
        held.add(AsOf.freeze(THEN));
        assertThat(Journeys.ALL.none()).isFalse();
        assertThat(held).hasSize(1);
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void areOverWhenNothingHoldsTheirAsOf() {
        Journeys journeys = new Journeys();
        assertThat(journeys.none()).isTrue();
        held.addAll(List.of(new Object(), new Object()));
        held.forEach(journeys::begin);
        assertThat(journeys.none()).isFalse();

        held.remove(0);
        System.gc();
        assertThat(journeys.none()).isFalse();
        assertThat(held).hasSize(1);

        held.clear();
        while (!journeys.none()) {
            System.gc();
        }
    }
}
