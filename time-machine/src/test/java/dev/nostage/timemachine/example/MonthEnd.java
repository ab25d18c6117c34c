package dev.nostage.timemachine.example;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.TimeMachine;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/** A job that tells of a day that is over, or still to come. */
final class MonthEnd {

    private final TimeMachine timeMachine;
    private final Clock clock;

    MonthEnd(TimeMachine timeMachine, Clock clock) {
        this.timeMachine = timeMachine;
        this.clock = clock;
    }

    String report(Tenant tenant, Instant endOfMonth) {
        return Tenants.callAs(
                tenant,
                () -> timeMachine
                        .asOf(AsOf.freeze(endOfMonth))
                        .call(() -> tenant.id() + " on " + LocalDate.now(clock)));
    }
}
