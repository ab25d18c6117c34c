package dev.nostage.partitioning.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes of a {@link CatalogCheck} at the start. */
public enum Verification {
    /** The application does not start with a finding. */
    ENFORCE,
    /** Each finding is logged. For the time of a migration. */
    WARN,
    /** Nothing is checked. */
    OFF;

    private static final Logger LOG = LoggerFactory.getLogger(CatalogCheck.class);

    /**
     * Checks a database.
     *
     * @param database its name, for the message
     * @param source connects as the application does, and not through a wall
     * @throws UnwalledException if there are findings, and they are enforced
     */
    public void of(String database, DataSource source, Check check) {
        if (this == OFF) {
            LOG.warn(
                    "nostage.partitioning.verify is off: nobody knows whether database \"{}\" keeps tenants apart",
                    database);
            return;
        }
        List<Finding> findings = findings(database, source, check);
        if (this == ENFORCE && !findings.isEmpty()) {
            throw new UnwalledException(database, findings);
        }
        for (Finding finding : findings) {
            LOG.warn("Database \"{}\" leaves tenants unprotected: {}", database, finding);
        }
    }

    private static List<Finding> findings(String database, DataSource source, Check check) {
        try (Connection connection = source.getConnection()) {
            return check.findings(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The catalog of database \"" + database + "\" could not be checked: " + e.getMessage(), e);
        }
    }

    /** What is asked of a connection. */
    @FunctionalInterface
    public interface Check {

        List<Finding> findings(Connection connection) throws SQLException;
    }
}
