package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import dev.nostage.partitioning.database.Table.Reference;
import dev.nostage.partitioning.jdbc.TransactionStamp;
import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties one table of one tenant's rows, a chunk a transaction. */
record Purge(
        Connection connection,
        Dialect dialect,
        TransactionStamp stamp,
        Table table,
        TenantId tenant,
        int chunk,
        Runnable goesOn) {

    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);
    private static final int CHUNKS_A_LINE = 20;

    /** @return how many rows it deleted */
    long run() throws SQLException {
        String own = quote(table.tenantName()) + " = ?";
        int limit = chunk;
        for (Reference reference : ownReferences()) {
            if (reference.optional().isEmpty()) {
                // Rows that cannot let go of one another go together or not at all.
                limit = Integer.MAX_VALUE;
            } else {
                String column = quote(reference.optional().get(0));
                repeat(dialect.some(
                        table, "UPDATE", " SET " + column + " = NULL", own + " AND " + column + " IS NOT NULL", chunk));
            }
        }
        return repeat(dialect.some(table, "DELETE FROM", "", own, limit));
    }

    /** Those by which the table's rows refer to one another, and which do not take them along. */
    private List<Reference> ownReferences() {
        return table.references().stream()
                .filter(reference -> reference.to().equals(table.name()) && !reference.cascades())
                .toList();
    }

    private long repeat(String sql) throws SQLException {
        long sum = 0;
        long changed;
        for (int chunks = 1; (changed = once(sql)) > 0; chunks++) {
            sum += changed;
            goesOn.run();
            if (chunks % CHUNKS_A_LINE == 0) {
                LOG.info(
                        "{} rows of {} are done for tenant \"{}\", and more are to be removed",
                        sum,
                        table.name(),
                        tenant);
            }
        }
        return sum;
    }

    private long once(String sql) throws SQLException {
        stamp.stamp(connection, tenant);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant.value());
            long changed = statement.executeLargeUpdate();
            connection.commit();
            return changed;
        }
    }
}
