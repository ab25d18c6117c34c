package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantStatus;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.convert.format.MapFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant that exists from the start, in a directory that is kept in memory.
 *
 * @param id the tenant's name
 * @param kind what the tenant is for: LIVE, TEST or SYNTHETIC; LIVE by default
 * @param plan what the tenant pays for; default by default
 * @param ttl how long it is served from the start of the process, a duration; must be set unless it is LIVE
 * @param attributes what else is kept of the tenant: texts
 */
@EachProperty(value = "nostage.tenancy.tenants", list = true)
record SeededTenant(
        String id,
        @Nullable String kind,
        @Bindable(defaultValue = Tenant.DEFAULT_PLAN) String plan,
        @Nullable String ttl,

        @MapFormat(transformation = MapFormat.MapTransformation.FLAT) @Nullable
        Map<String, String> attributes) {

    /** @throws ConfigurationException if a value cannot be read: a kind that is misspelt must not be live */
    Tenant tenant(Instant now, ConversionService conversion) {
        Configured values = new Configured("nostage.tenancy.tenants[" + id + "]", conversion);
        Duration timeToLive = values.read("ttl", ttl, Duration.class);
        return new Tenant(
                new TenantId(id),
                values.read("kind", kind, TenantKind.class, TenantKind.LIVE),
                plan,
                TenantStatus.ACTIVE,
                timeToLive == null ? null : now.plus(timeToLive),
                attributes == null ? Map.of() : attributes);
    }
}
