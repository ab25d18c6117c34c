package dev.nostage.timemachine;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantInitializer;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Where a tenant's dates are meant: the zone that its attribute {@value #ATTRIBUTE} names. As an initializer it
 * lets no tenant be opened whose attribute names none.
 */
public final class TenantZone implements TenantInitializer {

    /** The tenant's attribute that names the zone of its dates. */
    public static final String ATTRIBUTE = "zone";

    /** @throws TenantZoneException if the tenant's attribute is no time zone */
    @Override
    public void initialize(Tenant tenant) {
        of(tenant);
    }

    /**
     * Where this tenant's dates are meant; empty if it does not say.
     *
     * @throws TenantZoneException if its attribute is no time zone
     */
    public static Optional<ZoneId> of(Tenant tenant) {
        String zone = tenant.attributes().get(ATTRIBUTE);
        try {
            return Optional.ofNullable(zone).map(ZoneId::of);
        } catch (DateTimeException e) {
            throw new TenantZoneException(tenant, String.valueOf(zone), e);
        }
    }
}
