package dev.nostage.resilience;

/**
 * Runs users' code on a thread that has nothing to do with it: what it throws is told there as caught by nobody, and ends
 * neither that thread nor what it does next.
 */
final class Uncaught {

    private Uncaught() {}

    static void run(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }
}
