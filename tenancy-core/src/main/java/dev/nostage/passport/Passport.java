package dev.nostage.passport;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.Tenants;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A verified passport.
 *
 * @param id its own, for the audit log
 * @param generation which tenant of this id it was written for
 * @param carried the values of the travelling keys that it brought
 */
public record Passport(
        String id,
        TenantId tenant,
        TenantKind kind,
        long generation,
        Set<Permission> permissions,
        Instant issuedAt,
        Instant expiresAt,
        RequestContext carried) {

    /** The header that brings one, and takes one along: a compact JWS (RFC 7515). */
    public static final String HEADER = "Nostage-Passport";

    private static final Key<Passport> KEY = Key.local("passport");

    public Passport {
        permissions = Set.copyOf(permissions);
    }

    /**
     * The passport by which the context's tenant was let in. Empty also where one works for another tenant than the caller's
     * own: what the caller may do, that one may not.
     */
    public static Optional<Passport> of(RequestContext context) {
        Passport held = context.get(KEY);
        Tenant tenant = context.get(Tenants.KEY);
        return held != null && tenant != null && held.isFor(tenant) ? Optional.of(held) : Optional.empty();
    }

    /** A context that was let in by none. */
    public static RequestContext without(RequestContext context) {
        return context.without(KEY);
    }

    /** What it carries, and itself as the one that a request came with. */
    public RequestContext context() {
        return carried.with(KEY, this);
    }

    /** Whether it was written for this tenant, and not for another that had its id before. */
    public boolean isFor(Tenant present) {
        return tenant.equals(present.id()) && kind == present.kind() && generation == present.generation();
    }

    public boolean permits(Permission permission) {
        return permissions.contains(permission);
    }
}
