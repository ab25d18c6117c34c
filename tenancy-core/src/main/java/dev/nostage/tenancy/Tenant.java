package dev.nostage.tenancy;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A logically isolated group of users with its own data, configuration and experience.
 *
 * @param plan what the tenant pays for, as the application names it
 * @param expiresAt when it stops being served; null only for a live tenant, which may live for ever
 * @param attributes what else the application keeps of it, such as {@code zone}
 */
public record Tenant(
        TenantId id,
        TenantKind kind,
        String plan,
        TenantStatus status,
        @Nullable Instant expiresAt,
        Map<String, String> attributes) {

    public static final String DEFAULT_PLAN = "default";

    /** @throws IllegalArgumentException if a tenant that is not live has no expiry */
    public Tenant {
        if (!kind.isLive() && expiresAt == null) {
            throw new IllegalArgumentException(
                    "Tenant \"" + id + "\" is " + kind + " and needs a time to live: what is not live must end");
        }
        attributes = Map.copyOf(attributes);
    }

    /** An active live tenant of the default plan. */
    public static Tenant live(String id) {
        return new Tenant(new TenantId(id), TenantKind.LIVE, DEFAULT_PLAN, TenantStatus.ACTIVE, null, Map.of());
    }

    /** An active test tenant of the default plan. */
    public static Tenant test(String id, Instant expiresAt) {
        return new Tenant(new TenantId(id), TenantKind.TEST, DEFAULT_PLAN, TenantStatus.ACTIVE, expiresAt, Map.of());
    }

    public Tenant with(TenantStatus changed) {
        return new Tenant(id, kind, plan, changed, expiresAt, attributes);
    }

    public Tenant with(Map<String, String> changed) {
        return new Tenant(id, kind, plan, status, expiresAt, changed);
    }

    public boolean isLive() {
        return kind.isLive();
    }

    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether requests of this tenant are served at this moment. */
    public boolean isServed(Instant now) {
        return status == TenantStatus.ACTIVE && !isExpired(now);
    }
}
