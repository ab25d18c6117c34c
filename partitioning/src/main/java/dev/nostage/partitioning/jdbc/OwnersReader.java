package dev.nostage.partitioning.jdbc;

import dev.nostage.tenancy.Tenant;
import io.micronaut.core.propagation.PropagatedContext;
import org.jspecify.annotations.Nullable;

/** Lets a tenant's rows be read where that tenant is bound. A context never changes: one that was let through is not asked again. */
final class OwnersReader implements Shown.Reader {

    private final JdbcWall wall;
    private final Tenant owner;
    private @Nullable PropagatedContext passed;

    OwnersReader(JdbcWall wall, Tenant owner) {
        this.wall = wall;
        this.owner = owner;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // another that is equal is asked
    public void demand() {
        PropagatedContext here = PropagatedContext.getOrEmpty();
        if (here != passed) {
            wall.demand(owner, "a result");
            passed = here;
        }
    }
}
