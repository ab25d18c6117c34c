package dev.nostage.resilience;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's own timer: one daemon thread that waits, others that do what was waited for, and none until
 * something is. */
public final class ScheduledTimer implements Timer, AutoCloseable {

    private final ScheduledThreadPoolExecutor thread;

    /** What is done may be users' code, and block: it must not keep others' time from being noticed. */
    private final ExecutorService workers;

    public ScheduledTimer() {
        thread = new ScheduledThreadPoolExecutor(1, work -> daemon(work, "nostage-downstream-timer"));
        workers = Executors.newCachedThreadPool(work -> daemon(work, "nostage-downstream-later"));
        // Nearly all of it is called off, and would be kept until its time otherwise.
        thread.setRemoveOnCancelPolicy(true);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread daemon = new Thread(work, name);
        daemon.setDaemon(true);
        return daemon;
    }

    @Override
    public Runnable after(long nanos, Runnable work) {
        Future<?> later = thread.schedule(() -> workers.execute(work), nanos, TimeUnit.NANOSECONDS);
        return () -> later.cancel(false);
    }

    /** Ends its threads; what has not begun never will. */
    @Override
    public void close() {
        thread.shutdownNow();
        workers.shutdown();
    }
}
