package dev.nostage.passport;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import java.time.Instant;
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
        int generation,
        Set<Permission> permissions,
        Instant issuedAt,
        Instant expiresAt,
        RequestContext carried) {

    /** The header that brings one, and takes one along: a compact JWS (RFC 7515). */
    public static final String HEADER = "Nostage-Passport";

    /** The passport that a request came with. */
    public static final Key<Passport> KEY = Key.local("passport");

    public Passport {
        permissions = Set.copyOf(permissions);
    }

    /** Whether it was written for this tenant, and not for another that had its id before. */
    public boolean isFor(Tenant present) {
        return tenant.equals(present.id()) && kind == present.kind() && generation == present.generation();
    }

    public boolean permits(Permission permission) {
        return permissions.contains(permission);
    }
}
