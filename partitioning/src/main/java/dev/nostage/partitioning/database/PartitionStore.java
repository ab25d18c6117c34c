package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import dev.nostage.partitioning.jdbc.TransactionStamp;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantStore;
import dev.nostage.tenancy.Tenants;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** A tenant's rows in one database: those of every table that has a {@code tenant_id}, whether an entity maps it or not. */
public final class PartitionStore implements TenantStore {

    /** How many rows go in one transaction, unless it is said otherwise. */
    public static final int DEFAULT_CHUNK = 5_000;

    private final String name;
    private final DataSource source;
    private final TransactionStamp stamp;
    private final int chunk;

    /** @see #PartitionStore(String, DataSource, TransactionStamp, int) */
    public PartitionStore(String name, DataSource source, TransactionStamp stamp) {
        this(name, source, stamp, DEFAULT_CHUNK);
    }

    /**
     * @param name the data source's name, which the receipt shows
     * @param source hands out connections of its own, which pass no wall but the database's and are in no transaction
     * @param stamp {@link DatabaseWall#stamp}
     * @param chunk how many rows are removed in one transaction, at least 1
     */
    public PartitionStore(String name, DataSource source, TransactionStamp stamp, int chunk) {
        if (chunk < 1) {
            throw new IllegalArgumentException("A chunk has at least 1 row, and was to have " + chunk);
        }
        this.name = name;
        this.source = source;
        this.stamp = stamp;
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return "database:" + name;
    }

    /**
     * Deletes the tenant's rows, children before parents, and counts them. Each chunk is a transaction of its own: what
     * is cut off has removed what it had removed, and the next one goes on from there.
     */
    @Override
    public long purge(Tenant tenant) {
        return purge(tenant, () -> {});
    }

    @Override
    public long purge(Tenant tenant, Runnable goesOn) {
        return work(tenant, (connection, dialect) -> {
            long removed = 0;
            for (Table table : dialect.catalog(connection).childrenFirst()) {
                removed += new Purge(connection, dialect, stamp, table, tenant.id(), chunk, goesOn).run();
            }
            dialect.purged(connection);
            return removed;
        });
    }

    @Override
    public long residue(Tenant tenant) {
        return work(tenant, (connection, dialect) -> {
            stamp.stamp(connection, tenant.id());
            long residue = 0;
            for (Table table : dialect.catalog(connection).partitioned()) {
                residue += Rows.of(
                                connection,
                                "SELECT count(*) FROM " + dialect.rowsOf(table) + quote(table.tenantName()) + " = ?",
                                row -> row.getLong(1),
                                tenant.id().value())
                        .get(0);
            }
            return residue;
        });
    }

    /** On PostgreSQL whether dead rows are left, from which a disk still shows what was in them. */
    @Override
    public Optional<String> note(Tenant tenant) {
        return work(tenant, (connection, dialect) -> dialect.leftover(connection));
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection, Dialect dialect) throws SQLException;
    }

    private <T> T work(Tenant tenant, Work<T> work) {
        return Tenants.callAs(tenant, () -> {
            try (Connection connection = source.getConnection()) {
                return InTransaction.several(connection, () -> work.on(connection, Dialect.of(connection)));
            } catch (SQLException e) {
                throw new IllegalStateException(
                        "The rows of tenant \"" + tenant.id() + "\" in " + name() + " could not be removed or counted: "
                                + e.getMessage(),
                        e);
            }
        });
    }
}
