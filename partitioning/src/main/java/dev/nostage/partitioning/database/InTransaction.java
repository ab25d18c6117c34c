package dev.nostage.partitioning.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Work on a connection that does not commit by itself. */
final class InTransaction {

    private InTransaction() {}

    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    @FunctionalInterface
    interface Answering<T> {
        T run() throws SQLException;
    }

    /** In the transaction that the connection is in, or else in one of its own. */
    static void joined(Connection connection, Work work) throws SQLException {
        if (!connection.getAutoCommit()) {
            work.run();
            return;
        }
        several(connection, () -> {
            work.run();
            return 0;
        });
    }

    /** In one transaction or in more: what the work has not committed when it ends is committed then. */
    static <T> T several(Connection connection, Answering<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T answer = work.run();
            connection.commit();
            return answer;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void rollBack(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
