package dev.nostage.testkit.directory;

import dev.nostage.partitioning.directory.DirectoryMigration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases with nothing in them but the directory's tables, made as a user's migrations make them. */
final class DirectoryDatabase {

    private static final EmbeddedPostgres POSTGRES = start();

    private DirectoryDatabase() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DataSource h2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return migrated(source);
    }

    /** @param isolation of its transactions, unless they say otherwise */
    static DataSource postgres(String isolation) {
        PGSimpleDataSource source = (PGSimpleDataSource) POSTGRES.getPostgresDatabase();
        source.setOptions("-c default_transaction_isolation=" + isolation);
        DataSource migrated = migrated(source);
        try (Connection connection = migrated.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("truncate nostage_tenant, nostage_removal, nostage_lease");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return migrated;
    }

    private static DataSource migrated(DataSource source) {
        Flyway.configure()
                .dataSource(source)
                .callbacks(new DirectoryMigration())
                .load()
                .migrate();
        return source;
    }
}
