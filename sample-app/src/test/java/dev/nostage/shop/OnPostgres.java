package dev.nostage.shop;

import io.micronaut.test.support.TestPropertyProvider;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Runs a test of the shop on a PostgreSQL 18 of its own. The tables belong to one role, which migrates them, and the shop is
 * another, which row-level security binds.
 */
@TestInstance(Lifecycle.PER_CLASS)
interface OnPostgres extends TestPropertyProvider {

    @Override
    default Map<String, String> getProperties() {
        String url = Server.newDatabase();
        return Map.of(
                "datasources.default.url", url,
                "datasources.default.username", "shop_app",
                "datasources.default.dialect", "POSTGRES",
                "flyway.datasources.default.enabled", "false",
                "flyway.datasources.owner.enabled", "true",
                "flyway.datasources.owner.url", url,
                "flyway.datasources.owner.user", "shop_owner",
                "nostage.partitioning.application-role", "shop_app");
    }

    /** One for all tests of a process, stopped with it. */
    final class Server {

        private static final EmbeddedPostgres POSTGRES = start();
        private static final AtomicInteger DATABASES = new AtomicInteger();

        private Server() {}

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres started = EmbeddedPostgres.builder().start();
                execute(started, "create role shop_owner login", "create role shop_app login");
                return started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static String newDatabase() {
            String name = "shop_" + DATABASES.incrementAndGet();
            execute(
                    POSTGRES,
                    "create database " + name + " owner shop_owner",
                    "revoke temporary on database " + name + " from public");
            return "jdbc:postgresql://localhost:" + POSTGRES.getPort() + "/" + name;
        }

        private static void execute(EmbeddedPostgres server, String... statements) {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
