package dev.nostage.partitioning.leak;

import static dev.nostage.partitioning.leak.Attempt.acme;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Connections that are taken from acme in the middle of its work, by the administrator of a PostgreSQL. */
final class Cancelling {

    private static final String BACKENDS =
            " from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and ";

    private static final String WAITING = BACKENDS + "wait_event_type = 'Lock'";

    private static final String IDLE = BACKENDS + "state = 'idle in transaction'";

    private Cancelling() {}

    static void run(Attempt attempt) throws Exception {
        try (Connection blocking = attempt.rows().admin()) {
            blocking.setAutoCommit(false);
            count(blocking, "select count(*) from (select 1 from booking for update) x");
            AtomicBoolean ended = new AtomicBoolean();
            CompletableFuture<Void> cancelled = CompletableFuture.runAsync(() -> cancel(attempt, ended));
            Attempt.ending(() -> acme(() -> {
                attempt.jdbc(Cancelling::touch);
                return null;
            }));
            ended.set(true);
            cancelled.get(60, TimeUnit.SECONDS);
            blocking.rollback();
        }
        Connections.nextBorrower(attempt);
    }

    static void kill(Attempt attempt) throws Exception {
        Attempt.ending(() -> acme(() -> {
            attempt.jdbc(connection -> {
                Attempt.run(connection, Contexts.OWN, "acme");
                try (Connection admin = attempt.rows().admin()) {
                    count(admin, "select count(pg_terminate_backend(pid))" + IDLE);
                }
                Attempt.run(connection, Contexts.OWN, "acme");
            });
            return null;
        }));
        Connections.nextBorrower(attempt);
    }

    private static void touch(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update booking set amount = amount where tenant_id = ?")) {
            statement.setString(1, "acme");
            statement.executeUpdate();
        }
    }

    private static void cancel(Attempt attempt, AtomicBoolean ended) {
        try (Connection admin = attempt.rows().admin()) {
            while (!ended.get() && count(admin, "select count(pg_cancel_backend(pid))" + WAITING) == 0) {
                Thread.onSpinWait();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
