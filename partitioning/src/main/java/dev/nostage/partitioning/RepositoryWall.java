package dev.nostage.partitioning;

import dev.nostage.context.RequestContext;
import dev.nostage.event.SecurityLog;
import dev.nostage.problem.ProblemException;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first wall: what passes between a repository of a partitioned entity and its callers.
 *
 * <p>It asks for a tenant before any SQL, and compares the tenant of every entity that goes in or comes out with it.
 */
public final class RepositoryWall {

    private final SecurityLog security;

    public RepositoryWall(SecurityLog security) {
        this.security = security;
    }

    /**
     * Passes if a repository's method may be called here and now.
     *
     * @param method what is called, for the message, such as {@code OrderRepository.findById}
     * @param writes whether it may change a row
     * @throws TenantMissingException if nobody is worked for
     */
    public void enter(String method, boolean writes) {
        RequestContext context = RequestContext.current(); // looked up once, here and below: each call and row asks
        if (context.get(Tenants.KEY) == null) {
            throw new TenantMissingException(
                    method + " was called with no tenant bound: bind one with Tenants.callAs, or"
                            + " wrap work that is handed to another thread with RequestContext.current().wrap");
        }
        if (writes) {
            ReadOnly.refuseWrite(context);
        }
    }

    /**
     * Which tenant an entity shall carry into the database: the current one, whether it named it or none.
     *
     * @param entity the entity's simple name, for the message
     * @param named the tenant that it names, or null if it names none
     * @throws CrossTenantException if it names another
     */
    public String stamp(String entity, @Nullable String named) {
        RequestContext context = RequestContext.current();
        if (Crossing.isOpen(context)) {
            return named(entity, named);
        }
        Tenant tenant = context.get(Tenants.KEY);
        if (tenant == null) {
            throw new TenantMissingException();
        }
        String current = tenant.id().value();
        if (named != null && !named.equals(current)) {
            throw blocked(entity, "written");
        }
        return current;
    }

    private static String named(String entity, @Nullable String named) {
        if (named == null) {
            throw new CrossTenantException(
                    entity,
                    entity + " would have been written across tenants, and names none: set its tenant, or write it in"
                            + " Tenants.callAs");
        }
        return named;
    }

    /**
     * Passes if a loaded entity is the current tenant's.
     *
     * @throws CrossTenantException if it is another's, or nobody's
     */
    public void verifyLoaded(String entity, @Nullable String named) {
        RequestContext context = RequestContext.current();
        Tenant tenant = context.get(Tenants.KEY);
        if (tenant == null) {
            if (!Crossing.isOpen(context)) {
                throw new TenantMissingException();
            }
        } else if (!tenant.id().value().equals(named)) {
            throw blocked(entity, "read");
        }
    }

    /**
     * Passes if an argument that hand-written SQL compares {@code tenant_id} with is the current tenant.
     *
     * @throws CrossTenantException if it is another, or none
     */
    public void verifyArgument(String method, @Nullable Object named) {
        if (!Tenants.require().id().value().equals(named)) {
            throw blocked(method, "reached");
        }
    }

    /**
     * Passes if a result is read by the tenant that asked for it.
     *
     * @param method what was called, for the message
     * @throws TenantMissingException if nobody is worked for
     * @throws CrossTenantException if another tenant is
     */
    public void verifyReader(String method, Tenant asker) {
        enter("What " + method + " returned", false);
        if (!asker.isSame(Tenants.require())) {
            throw blocked(method, "read");
        }
    }

    /**
     * Passes if a connection, and the transaction on it, works for the current tenant.
     *
     * @param method what is called, for the message
     * @param owner whom the connection works for
     * @throws CrossTenantException if that is another: it neither sees its own uncommitted rows there, nor may it commit
     *     the other's
     */
    public void verifyConnection(String method, Tenant owner) {
        Tenant tenant = Tenants.require();
        if (!owner.isSame(tenant)) {
            report(method, "switched");
            throw new CrossTenantException(
                    method,
                    method + " was called for tenant \"" + tenant.id()
                            + "\" in a transaction that works for another: commit that first, or open one of this"
                            + " tenant's by REQUIRES_NEW");
        }
    }

    /** What a query is answered with of which nobody could prove that it keeps to the tenant. */
    public CrossTenantException unproven(String method, String reason) {
        report(method, "queried");
        return new CrossTenantException(method, method + " was not run. " + reason);
    }

    /** The refusal that a repository's exception wraps, if it wraps one: the caller shall see that. */
    public static Optional<RuntimeException> refusalIn(RuntimeException thrown) {
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    private CrossTenantException blocked(String entity, String verb) {
        report(entity, verb);
        return new CrossTenantException(
                entity,
                "A row of " + entity + " that is not tenant \""
                        + Tenants.require().id() + "\"'s would have been " + verb
                        + ": look for a tenant that was set by hand, or an entity that was kept from another request");
    }

    private void report(String entity, String verb) {
        String tenant = Tenants.current().map(bound -> bound.id().value()).orElse("");
        security.write("cross-tenant-blocked", Map.of("tenant", tenant, "entity", entity, "would_have_been", verb));
    }
}
