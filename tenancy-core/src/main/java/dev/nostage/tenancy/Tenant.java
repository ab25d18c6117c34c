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
 * @param generation which tenant of this id it is: 1 for one that was put into a directory by hand, such as from the
 *     configuration; the millisecond of its opening, or a later one, for one that {@link TenantLifecycle} opened
 */
public record Tenant(
        TenantId id,
        TenantKind kind,
        String plan,
        TenantStatus status,
        @Nullable Instant expiresAt,
        Map<String, String> attributes,
        long generation) {

    public static final String DEFAULT_PLAN = "default";

    /** @throws IllegalArgumentException if a tenant that is not live has no expiry */
    public Tenant {
        if (!kind.isLive() && expiresAt == null) {
            throw new IllegalArgumentException(
                    "Tenant \"" + id + "\" is " + kind + " and needs a time to live: what is not live must end");
        }
        attributes = Map.copyOf(attributes);
    }

    /** One that is put into a directory by hand. */
    public Tenant(
            TenantId id,
            TenantKind kind,
            String plan,
            TenantStatus status,
            @Nullable Instant expiresAt,
            Map<String, String> attributes) {
        this(id, kind, plan, status, expiresAt, attributes, 1);
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
        return new Tenant(id, kind, plan, changed, expiresAt, attributes, generation);
    }

    public Tenant with(Map<String, String> changed) {
        return new Tenant(id, kind, plan, status, expiresAt, changed, generation);
    }

    /** This tenant, and no other that had its id before it. */
    Tenant ofGeneration(long opened) {
        return new Tenant(id, kind, plan, status, expiresAt, attributes, opened);
    }

    /** Whether it is this tenant, and not another that had its id before it or has it since, whatever else has changed. */
    public boolean isSame(Tenant other) {
        return id.equals(other.id) && generation == other.generation;
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
