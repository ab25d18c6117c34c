package dev.nostage.benchmarks;

import dev.nostage.partitioning.database.DatabaseWall;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/** A database of 20,000 items of two tenants, and an application in it. */
final class Warehouse implements Closeable {

    enum Walls {
        /** Plain Micronaut Data. */
        NONE,
        /** The same as {@link #ALL}, but that row-level security is switched off, or that there are no triggers. */
        WITHOUT_DATABASE,
        ALL
    }

    /** Of each tenant. */
    static final int ROWS = 10_000;

    private static final String SECRET = "a secret of the benchmarks, which anybody may read";

    private final @Nullable EmbeddedPostgres server;
    private final String url;
    private final String role;
    private final DataSource owner;
    private final ApplicationContext application;
    private final Items items;
    private final Stock stock;

    Warehouse(String database, Walls walls) throws IOException, SQLException {
        boolean h2 = database.equals("h2");
        server = h2 ? null : EmbeddedPostgres.builder().start();
        role = server == null ? "sa" : "app";
        url = server == null ? "jdbc:h2:mem:" + walls + ";DB_CLOSE_DELAY=-1" : server.getJdbcUrl(role, "postgres");
        owner = server == null ? h2() : server.getPostgresDatabase();
        make(walls);
        ApplicationContextBuilder builder = ApplicationContext.builder(Map.of(
                RepositoryBenchmark.DATABASE,
                database,
                "datasources.default.url",
                url,
                "datasources.default.username",
                role,
                "datasources.default.password",
                "",
                "nostage.partitioning.stamp-secret",
                SECRET,
                "nostage.partitioning.verify",
                walls == Walls.ALL ? "enforce" : "off",
                "nostage.tenancy.tenants[0].id",
                RepositoryBenchmark.TENANT));
        application = builder.beanConfigurations(
                        walls == Walls.NONE ? WithoutNostage.atAll() : WithoutNostage.timeMachine())
                .start();
        items = application.getBean(Items.class);
        stock = application.getBean(Stock.class);
    }

    private DataSource h2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl(url);
        source.setUser(role);
        return source;
    }

    private void make(Walls walls) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table item (id bigint not null, tenant_id varchar(63) not null"
                    + " check (tenant_id <> ''), name varchar(100) not null, price decimal(12, 2) not null,"
                    + " primary key (tenant_id, id))");
            for (String tenant : List.of(RepositoryBenchmark.TENANT, "globex")) {
                statement.execute("insert into item select x, '" + tenant + "', 'Item number ' || x, x + 0.99 from "
                        + (server == null ? "system_range" : "generate_series") + "(0, " + (ROWS - 1) + ") numbers(x)");
            }
            if (server != null) {
                statement.execute("create role app login");
                statement.execute("grant select, insert, update, delete on item to app");
                statement.execute("vacuum analyze item");
            }
            if (walls == Walls.ALL || (walls == Walls.WITHOUT_DATABASE && server != null)) {
                new DatabaseWall(server == null ? null : role, SECRET).raise(connection);
            }
            if (walls == Walls.WITHOUT_DATABASE && server != null) {
                statement.execute("alter table item disable row level security");
            }
        }
    }

    Items items() {
        return items;
    }

    Stock stock() {
        return stock;
    }

    /** What was saved, so that it does not pile up. */
    void forget() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from item where id >= " + ROWS);
        }
    }

    @Override
    public void close() throws IOException {
        application.close();
        if (server != null) {
            server.close();
        }
    }
}
