package dev.nostage.timemachine.example;

import dev.nostage.tenancy.Tenants;
import dev.nostage.timemachine.TenantZone;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/** Which day it is where the tenant's dates are meant. */
public final class LocalToday {

    private final Clock clock;

    /** @param clock the injected one, whose zone is the service's */
    public LocalToday(Clock clock) {
        this.clock = clock;
    }

    public LocalDate today() {
        ZoneId zone = TenantZone.of(Tenants.require()).orElse(clock.getZone());
        return LocalDate.now(clock.withZone(zone));
    }
}
