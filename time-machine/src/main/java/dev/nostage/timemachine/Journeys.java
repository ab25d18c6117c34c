package dev.nostage.timemachine;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether anybody may be travelling. While no {@link AsOf} exists in the process nobody is, and whoever asks for the time
 * need not look for one: that look costs more than the answer. An as-of counts until the garbage collector has found that
 * nothing holds it any more, so it counts wherever a request could still come upon it.
 */
final class Journeys {

    static final Journeys ALL = new Journeys();

    private final Set<Reference<?>> reachable = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<Object> ended = new ReferenceQueue<>();

    /** To be called before anybody else can see {@code asOf}. */
    void begin(Object asOf) {
        reachable.add(new PhantomReference<>(asOf, ended));
    }

    boolean none() {
        return reachable.isEmpty() || count() == 0;
    }

    int count() {
        for (Reference<?> over = ended.poll(); over != null; over = ended.poll()) {
            reachable.remove(over);
        }
        return reachable.size();
    }
}
