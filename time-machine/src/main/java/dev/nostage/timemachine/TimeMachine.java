package dev.nostage.timemachine;

import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The door: what time it is for the work that runs here, and work as of another time. */
public final class TimeMachine {

    private final Clock systemTime;
    private final TimeMachineClock clock;
    private final TravelLog log;

    /** @param systemTime the real clock */
    public TimeMachine(Clock systemTime) {
        this.systemTime = systemTime;
        this.clock = new TimeMachineClock(systemTime);
        this.log = new TravelLog(systemTime);
    }

    /** The travelled time on a journey, real time elsewhere: what an injected {@link Clock} tells. */
    public Instant now() {
        return clock.instant();
    }

    /**
     * A journey to {@code target}, from which time runs on.
     *
     * @throws IllegalArgumentException if the year does not have four digits
     */
    public Journey asOf(Instant target) {
        return asOf(AsOf.flow(target, systemTime.instant()));
    }

    public Journey asOf(AsOf asOf) {
        return new Journey(asOf, log);
    }

    /**
     * Work as of another time, started by code, which is trusted: no permission is asked. Each time that it starts is
     * written into the audit log.
     *
     * <p>It writes for the tenant that is bound when it starts, unless that is live: a real customer's data must not be
     * dated by a journey. Another tenant that is bound within only reads. Where none is bound when it starts, those that
     * are bound within write, unless they are live, and nobody writes for none.
     */
    public static final class Journey {

        private final AsOf asOf;
        private final TravelLog log;

        private Journey(AsOf asOf, TravelLog log) {
            this.asOf = asOf;
            this.log = log;
        }

        /** Runs {@code work} as of this journey's time, and restores the time before it. */
        public <V extends @Nullable Object, X extends Exception> V call(Work<V, X> work) throws X {
            return context().call(work);
        }

        /** Runs {@code work} as of this journey's time, and restores the time before it. */
        public void run(Runnable work) {
            context().run(work);
        }

        private RequestContext context() {
            RequestContext present = RequestContext.current();
            return log.ofCode(present, asOf, action -> departed(present));
        }

        private RequestContext departed(RequestContext present) {
            RequestContext travelling = present.with(AsOf.KEY, asOf);
            Tenant tenant = present.get(Tenants.KEY);
            if (tenant == null) {
                return TravelWrites.onlyByTests(travelling);
            }
            return tenant.isLive() ? TravelWrites.refused(travelling) : TravelWrites.onlyBy(tenant, travelling);
        }
    }
}
