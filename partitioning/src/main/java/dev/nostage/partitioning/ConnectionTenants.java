package dev.nostage.partitioning;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whom each open connection works for: the tenant that it was opened for, and with it the transaction; if none was bound
 * then, the first that used it.
 */
public final class ConnectionTenants {

    private final Map<Connection, Tenant> owners = new ConcurrentHashMap<>();

    /** Runs the work that a connection was opened for, and forgets the connection after it. */
    public <R extends @Nullable Object> R opened(Connection connection, Supplier<R> work) {
        Tenant tenant = Tenants.current().orElse(null);
        if (tenant == null) {
            owners.remove(connection); // a pool may hand out the same one again
        } else {
            owners.put(connection, tenant);
        }
        try {
            return work.get();
        } finally {
            owners.remove(connection);
        }
    }

    /**
     * Whom it works for: from now on the current tenant, if it worked for nobody yet.
     *
     * @param first runs in that case, to have the connection forgotten as it is closed
     */
    public Tenant ownerOf(Connection connection, Runnable first) {
        Tenant current = Tenants.require();
        Tenant owner = owners.putIfAbsent(connection, current);
        if (owner == null) {
            first.run();
            return current;
        }
        return owner;
    }

    public void closed(Connection connection) {
        owners.remove(connection);
    }
}
