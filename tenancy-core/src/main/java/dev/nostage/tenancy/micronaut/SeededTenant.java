package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantStatus;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.convert.format.MapFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant that exists from the start, in a directory of ours.
 *
 * @param index its place in the list
 * @param id the tenant's name: letters, digits, dots, underscores and hyphens
 * @param kind what the tenant is for: LIVE, TEST or SYNTHETIC
 * @param plan what the tenant pays for, as the application names it
 * @param ttl how long it is served from the start of the process: a duration, needed unless it is LIVE
 * @param attributes what else is kept of the tenant: texts
 */
@EachProperty(value = "nostage.tenancy.tenants", list = true)
record SeededTenant(
        @Parameter int index,
        @Nullable String id,
        @Bindable(defaultValue = "LIVE") String kind,
        @Bindable(defaultValue = Tenant.DEFAULT_PLAN) String plan,
        @Nullable String ttl,

        @MapFormat(transformation = MapFormat.MapTransformation.FLAT) @Nullable
        Map<String, String> attributes) {

    /** @throws ConfigurationException if a value cannot be read: a kind that is misspelt must not be live */
    Tenant tenant(Instant now, ConversionService conversion) {
        Configured values = new Configured("nostage.tenancy.tenants[" + index + "]", conversion);
        TenantId named = values.made("id", () -> new TenantId(values.present("id", id, "every tenant has one")));
        TenantKind read = values.read("kind", kind, TenantKind.class, TenantKind.LIVE);
        if (!read.isLive()) {
            values.present("ttl", ttl, "what is not live must end");
        }
        Duration timeToLive = ttl == null ? null : values.lasting("ttl", ttl);
        Instant end = timeToLive == null ? null : values.made("ttl", () -> now.plus(timeToLive));
        Map<String, String> kept = attributes == null ? Map.of() : attributes;
        return new Configured("nostage.tenancy", conversion)
                .made("tenants[" + index + "]", () -> new Tenant(named, read, plan, TenantStatus.ACTIVE, end, kept));
    }
}
