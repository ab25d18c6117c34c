package dev.nostage.resilience;

import java.util.concurrent.locks.LockSupport;

/** One in the line for a slot. Whoever takes it out of the line, under the line's lock, decides what becomes of it. */
abstract sealed class Waiter permits Waiter.OfThread, WaitingCall {

    /** It is out of the line, and holds a slot. Called without the lock. */
    abstract void grant();

    /** It is out of the line, and holds nothing. Called under the lock. */
    abstract void dismiss();

    /** A thread that is parked. */
    static final class OfThread extends Waiter {

        private final Thread thread = Thread.currentThread();
        private volatile boolean granted;

        @Override
        void grant() {
            granted = true;
            LockSupport.unpark(thread);
        }

        @Override
        void dismiss() {
            // Its own thread has taken it out, and knows.
        }

        boolean isGranted() {
            return granted;
        }
    }
}
