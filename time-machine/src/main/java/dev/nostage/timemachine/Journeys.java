package dev.nostage.timemachine;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether anybody may be travelling. While no {@link AsOf} exists in the process nobody is, and whoever asks for the time
 * need not look for one: that look costs more than the answer. An as-of counts until the garbage collector has found that
 * nothing holds it any more, so it counts wherever a request could still come upon it.
 */
final class Journeys {

    static final Journeys ALL = new Journeys();

    private static final Cleaner CLEANER = Cleaner.create();

    private final AtomicInteger reachable = new AtomicInteger();

    /** To be called before anybody else can see {@code asOf}. */
    void begin(Object asOf) {
        reachable.incrementAndGet();
        CLEANER.register(asOf, reachable::decrementAndGet);
    }

    boolean none() {
        return reachable.get() == 0;
    }
}
