package dev.nostage.partitioning;

import dev.nostage.partitioning.PartitionCatalog.PartitionedTable;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A tenant's rows in one database: those of every table that has a {@code tenant_id}, whether an entity maps it or not. */
public final class PartitionStore implements TenantStore {

    private final String name;
    private final DataSource database;

    /**
     * @param name the data source's name, which the receipt shows
     * @param database as it is behind the walls, because a tenant is removed by others than itself
     */
    public PartitionStore(String name, DataSource database) {
        this.name = name;
        this.database = database;
    }

    @Override
    public String name() {
        return "database:" + name;
    }

    /** Deletes the tenant's rows in one transaction, children before parents, and counts them. */
    @Override
    public long purge(Tenant tenant) {
        return sum(tenant, PartitionStore::delete);
    }

    @Override
    public long residue(Tenant tenant) {
        return sum(tenant, PartitionStore::count);
    }

    private long sum(Tenant tenant, PerTable work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                long sum = 0;
                for (PartitionedTable table : PartitionCatalog.childrenFirst(connection)) {
                    sum += work.apply(connection, table, tenant.id().value());
                }
                connection.commit();
                return sum;
            } finally {
                // Undoes what was not committed, whatever it failed by.
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The rows of tenant \"" + tenant.id() + "\" in " + name() + " could not be removed or counted: "
                            + e.getMessage(),
                    e);
        }
    }

    private static long delete(Connection connection, PartitionedTable table, String tenant) throws SQLException {
        // Rows that refer to one another let go first: not every database looks at a whole statement's outcome.
        for (String reference : table.ownReferences()) {
            update(connection, "UPDATE " + table.quotedName() + " SET " + reference + " = NULL", table, tenant);
        }
        return update(connection, "DELETE FROM " + table.quotedName(), table, tenant);
    }

    private static long update(Connection connection, String verb, PartitionedTable table, String tenant)
            throws SQLException {
        String sql = verb + " WHERE " + table.quotedColumn() + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            return statement.executeLargeUpdate();
        }
    }

    private static long count(Connection connection, PartitionedTable table, String tenant) throws SQLException {
        String sql = "SELECT count(*) FROM " + table.quotedName() + " WHERE " + table.quotedColumn() + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @FunctionalInterface
    private interface PerTable {
        long apply(Connection connection, PartitionedTable table, String tenant) throws SQLException;
    }
}
