package dev.nostage.partitioning.database;

import dev.nostage.partitioning.jdbc.CatalogPartitions;
import dev.nostage.partitioning.jdbc.TransactionStamp;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The third wall: on PostgreSQL forced row-level security, on H2 triggers on every write, for each table of the
 * connection's schema that has a {@code tenant_id}.
 *
 * <p>Raised by whoever owns the tables, after each migration; what stands already is left as it is.
 */
public final class DatabaseWall {

    /** PostgreSQL: the setting that tells the policies who a transaction is for, to be set for that transaction alone. */
    public static final String SETTING = "nostage.tenant";

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWall.class);

    private final @Nullable String applicationRole;
    private final StampKeys keys;

    /** @see #DatabaseWall(String, String) */
    public DatabaseWall(@Nullable String applicationRole) {
        this(applicationRole, null);
    }

    /**
     * @param applicationRole the role as which the application works in PostgreSQL, which is given the right to read
     *     and write every table but none to change one; null if it has its rights from elsewhere
     * @param stampSecret what PostgreSQL's policies believe a stamp by, the same wherever the wall is raised and wherever
     *     it is worked behind; null if the wall is raised with this very object, which learns a random one from that
     * @throws IllegalArgumentException if the role is blank, or the secret is shorter than 32 characters
     */
    public DatabaseWall(@Nullable String applicationRole, @Nullable String stampSecret) {
        if (applicationRole != null && applicationRole.isBlank()) {
            throw new IllegalArgumentException(
                    "The application's role has no name: leave it out to grant its rights by hand");
        }
        this.applicationRole = applicationRole;
        this.keys = new StampKeys(stampSecret);
    }

    /**
     * What tells the policies of a data source who each transaction is for; a database without policies is told nothing. A
     * connection to one whose secret is not known here is refused.
     */
    public TransactionStamp stamp() {
        return new DatabaseStamp(keys);
    }

    /** Why what {@link #stamp} tells a database would prove nothing to it. */
    public List<Finding> findings(Connection connection) throws SQLException {
        return Dialect.of(connection).unproven(connection, keys);
    }

    /**
     * Raises the wall, or mends it. In the transaction that the connection is in, or else in one of its own. Statements
     * are judged anew from then on: raise it once more when a transaction that changed tables has been committed.
     *
     * @param connection the tables' owner's
     * @throws SQLException if the owner may not, or the application's role is not there
     */
    public void raise(Connection connection) throws SQLException {
        try {
            raised(connection);
        } finally {
            CatalogPartitions.changed();
        }
    }

    private void raised(Connection connection) throws SQLException {
        InTransaction.joined(connection, () -> {
            Dialect dialect = Dialect.of(connection);
            dialect.lock(connection);
            dialect.seal(connection, dialect.catalog(connection), keys);
            for (Finding gap : buildable(dialect, connection)) {
                mend(dialect, connection, gap);
            }
            if (applicationRole != null) {
                dialect.grant(connection, applicationRole);
            }
        });
    }

    /**
     * Lets the tables' owner change every tenant's rows until the wall is raised again, for a migration. On PostgreSQL
     * the application's role stays behind it.
     */
    void lower(Connection connection) throws SQLException {
        InTransaction.joined(connection, () -> {
            Dialect dialect = Dialect.of(connection);
            dialect.lock(connection);
            for (String ddl : dialect.lowering(connection, dialect.catalog(connection))) {
                Rows.execute(connection, ddl);
            }
        });
    }

    /** What is wrong with a table's column, the check at the start tells better than a statement that fails here. */
    private static List<Finding> buildable(Dialect dialect, Connection connection) throws SQLException {
        Catalog catalog = dialect.catalog(connection);
        List<String> fit = catalog.partitioned().stream()
                .filter(table -> table.tenant() != null && table.tenant().isText())
                .map(table -> table.name().toString())
                .toList();
        return dialect.gaps(connection, catalog).stream()
                .filter(gap -> gap.rule() != Rule.PRIVILEGE && fit.contains(gap.table()))
                .toList();
    }

    private static void mend(Dialect dialect, Connection connection, Finding gap) throws SQLException {
        try {
            for (String ddl : gap.ddl()) {
                Rows.execute(connection, ddl);
            }
            LOG.debug("Raised the wall of {}: {}", gap.table(), gap.rule());
        } catch (SQLException e) {
            // H2 has nothing to wait with for another instance that raises the same.
            if (!(dialect instanceof H2) || buildable(dialect, connection).contains(gap)) {
                throw e;
            }
        }
    }
}
