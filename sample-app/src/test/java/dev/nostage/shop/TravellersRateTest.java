package dev.nostage.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.TenantSaturatedException;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import dev.nostage.timemachine.TimeMachine;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A journey over a day does not give a tenant the calls of a day. */
@MicronautTest(transactional = false)
@Property(name = "nostage.downstreams.recommendations.tenant-limit.rate", value = "1")
@Property(name = "nostage.downstreams.recommendations.tenant-limit.burst", value = "1")
class TravellersRateTest {

    private static final int TRIES = 50;

    private final Tenant trial = Tenant.test("trial", Instant.MAX);

    @Inject
    Downstreams downstreams;

    @Inject
    TimeMachine timeMachine;

    /** On a slow machine a real second may pass between the two calls, and give one more; not each time. */
    @Test
    void aTenantsRateIsCountedInRealTime() {
        Instant today = timeMachine.now();
        boolean refusedThere = false;
        for (int day = 1; day <= TRIES && !refusedThere; day++) {
            Instant departure = today.plus(Duration.ofDays(day));
            refusedThere = useUp() && timeMachine.asOf(departure).call(this::isRefused);
        }

        assertThat(refusedThere).isTrue();
    }

    /** Calls in the present until one is refused; false if none is. */
    private boolean useUp() {
        return IntStream.range(0, TRIES).anyMatch(call -> isRefused());
    }

    private boolean isRefused() {
        return Tenants.callAs(trial, () -> {
            try {
                downstreams.get("recommendations").call(() -> "answer");
                return false;
            } catch (TenantSaturatedException refusal) {
                return true;
            }
        });
    }
}
