package dev.nostage.tenancy;

import dev.nostage.context.Key;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts the requests of each tenant that this process has let in and that have not ended. */
public final class InFlight {

    /** The request's own entry, bound by {@link Admission}: whoever ends the request leaves through it. */
    public static final Key<Entry> KEY = Key.local("in-flight");

    private final ConcurrentMap<Counted, Integer> counts = new ConcurrentHashMap<>();

    /** Counts one more, until it leaves. */
    public Entry enter(Tenant tenant) {
        Counted counted = Counted.of(tenant);
        counts.merge(counted, 1, Integer::sum);
        return new Entry(this, counted);
    }

    public int count(Tenant tenant) {
        return counts.getOrDefault(Counted.of(tenant), 0);
    }

    /** Counts from 0 again, so that one who never left is not waited for twice. */
    void forget(Tenant tenant) {
        counts.remove(Counted.of(tenant));
    }

    private void leave(Counted counted) {
        counts.computeIfPresent(counted, (who, count) -> count == 1 ? null : count - 1);
    }

    /** One that entered. */
    public static final class Entry implements AutoCloseable {

        private final InFlight all;
        private final Counted counted;
        private boolean left;

        private Entry(InFlight all, Counted counted) {
            this.all = all;
            this.counted = counted;
        }

        /** Leaves, the first time; later calls do nothing. */
        @Override
        public void close() {
            synchronized (this) {
                if (left) {
                    return;
                }
                left = true;
            }
            all.leave(counted);
        }
    }

    /** A tenant that has an id anew is not held up by requests of the one before it. */
    private record Counted(TenantId tenant, long generation) {

        static Counted of(Tenant tenant) {
            return new Counted(tenant.id(), tenant.generation());
        }
    }
}
