package dev.nostage.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL on the same machine, with 1,000 products of two tenants, and their orders. */
@Singleton
final class Shop {

    /** As many as threads that ask for one: nobody waits. */
    static final int CONNECTIONS = 10;

    private final EmbeddedPostgres server = EmbeddedPostgres.builder().start();
    private final HikariDataSource pool = new HikariDataSource();

    Shop() throws IOException, SQLException {
        pool.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
        pool.setMaximumPoolSize(CONNECTIONS);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table product (tenant_id varchar(63), sku varchar(40), name varchar(100),"
                    + " price decimal(12, 2), sold int not null default 0, primary key (tenant_id, sku))");
            statement.execute("insert into product select case when x % 2 = 0 then 'acme' else 'globex' end,"
                    + " 'sku-' || (1000 + x), 'Product number ' || x, x + 0.99 from generate_series(1, 1000) x");
            statement.execute("create table purchase (tenant_id varchar(63), id bigint generated always as identity,"
                    + " sku varchar(40), price decimal(12, 2), primary key (tenant_id, id))");
            statement.execute("analyze product");
        }
    }

    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    @PreDestroy
    void close() throws IOException {
        pool.close();
        server.close();
    }
}
