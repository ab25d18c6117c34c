package dev.nostage.partitioning.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A fresh database, whose owner migrates it and whose application works in it.
 *
 * @param admin may do everything
 * @param owner owns what is made in it
 * @param application in H2 the owner too
 */
public record TestDatabase(
        String url, String role, DataSource admin, DataSource owner, DataSource application, boolean isPostgres) {

    /** What tests are run on. */
    public enum Product {
        H2,
        POSTGRESQL;

        public TestDatabase fresh() {
            return this == H2 ? h2() : postgres();
        }
    }

    /** By which the wall is stamped of databases that were raised here. */
    public static final String SECRET = "a secret for tests, which anybody may read";

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** One server for all tests of this process. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static TestDatabase h2() {
        return h2("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    static TestDatabase h2(String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl(url);
        source.setUser("sa");
        return new TestDatabase(url, "sa", source, source, source, false);
    }

    public static TestDatabase postgres() {
        int number = COUNT.incrementAndGet();
        String name = "t" + number;
        TestDatabase server =
                new TestDatabase("", "", Server.POSTGRES.getPostgresDatabase(), source("", ""), source("", ""), true);
        server.admin("create role owner" + number + " login", "create role app" + number + " login");
        server.admin("create database " + name + " owner owner" + number);
        return new TestDatabase(
                Server.POSTGRES.getJdbcUrl("app" + number, name),
                "app" + number,
                source("postgres", name),
                source("owner" + number, name),
                source("app" + number, name),
                true);
    }

    public static List<TestDatabase> both() {
        return List.of(h2(), postgres());
    }

    private static DataSource source(String user, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(Server.POSTGRES.getJdbcUrl("postgres", "postgres"));
        source.setUser(user);
        source.setDatabaseName(database);
        return source;
    }

    public String ownerRole() {
        return role.replace("app", "owner");
    }

    public void admin(String... statements) {
        run(admin, statements);
    }

    public void owner(String... statements) {
        run(owner, statements);
    }

    /** As a migration would; H2's triggers, which stop no read, are left to tests of their own. */
    public void migrate(String... statements) {
        owner(statements);
        if (isPostgres) {
            raise();
        }
    }

    static void run(DataSource source, String... statements) {
        try (Connection connection = source.getConnection()) {
            for (String statement : statements) {
                Rows.execute(connection, statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    /** The first column of a query, as whoever sees all rows sees it. */
    public List<String> all(String sql) {
        try (Connection connection = admin.getConnection()) {
            return Rows.of(connection, sql, row -> row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Whose secret is everybody's. */
    public DatabaseWall wall() {
        return new DatabaseWall(isPostgres ? role : null, SECRET);
    }

    public void raise() {
        try (Connection connection = owner.getConnection()) {
            wall().raise(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Finding> findings(CatalogCheck check) {
        try (Connection connection = application.getConnection()) {
            return check.findings(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Map<String, Object> asProperties() {
        return Map.of(
                "datasources.default.url",
                url,
                "datasources.default.username",
                role,
                "datasources.default.password",
                "",
                "datasources.default.dialect",
                isPostgres ? "POSTGRES" : "H2",
                "nostage.partitioning.stamp-secret",
                SECRET);
    }

    /** A data source {@code across}, for work across tenants. */
    public Map<String, Object> acrossProperties() {
        return Map.of(
                "nostage.partitioning.across-tenants.datasource",
                "across",
                "datasources.across.url",
                isPostgres ? url.replace(role, "postgres") : url,
                "datasources.across.username",
                isPostgres ? "postgres" : role,
                "datasources.across.password",
                "",
                "datasources.across.dialect",
                isPostgres ? "POSTGRES" : "H2");
    }

    @Override
    public String toString() {
        return isPostgres ? "PostgreSQL" : "H2";
    }
}
