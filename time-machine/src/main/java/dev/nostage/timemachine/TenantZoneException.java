package dev.nostage.timemachine;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.problem.Problem;
import dev.nostage.tenancy.Tenant;
import java.time.DateTimeException;

/** A tenant whose attribute {@value TenantZone#ATTRIBUTE} is no time zone. */
public final class TenantZoneException extends TimeTravelException {

    private TenantZoneException(String message, DateTimeException cause) {
        super(new Problem("zone-malformed", 400, "Malformed zone", message), message, cause);
    }

    TenantZoneException(Tenant tenant, String zone, DateTimeException cause) {
        this(
                "The attribute \"" + TenantZone.ATTRIBUTE + "\" of tenant \"" + tenant.id() + "\" is no time zone: "
                        + quoted(zone) + ". Write an id such as Europe/Berlin, or UTC.",
                cause);
    }
}
