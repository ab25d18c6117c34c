package dev.nostage.partitioning.jdbc;

import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One thread after the other on a connection and all that it made, so that what was compared is what is sent, and what was
 * sent is whose it was. Cancelling and aborting wait for nobody.
 */
final class Turn {

    private final ReentrantLock lock = new ReentrantLock();

    /** Work with the driver. */
    @FunctionalInterface
    interface Step<R extends @Nullable Object> {
        R take() throws SQLException;
    }

    <R extends @Nullable Object> R take(Step<R> step) throws SQLException {
        begin();
        try {
            return step.take();
        } finally {
            end();
        }
    }

    /** For what is done so often that a step of its own costs more than it does. */
    void begin() {
        lock.lock();
    }

    void end() {
        lock.unlock();
    }
}
