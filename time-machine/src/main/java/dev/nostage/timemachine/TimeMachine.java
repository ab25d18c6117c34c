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

    /** @param systemTime the real clock */
    public TimeMachine(Clock systemTime) {
        this.systemTime = systemTime;
        this.clock = new TimeMachineClock(systemTime);
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
        return new Journey(AsOf.flow(target, systemTime.instant()));
    }

    public Journey asOf(AsOf asOf) {
        return new Journey(asOf);
    }

    /**
     * Work as of another time, started by code, which is trusted: no permission is asked.
     *
     * <p>If a live tenant is bound when the work starts, the work only reads: a real customer's data must not be dated
     * by a journey. Bind the tenant outside the journey, not within.
     */
    public static final class Journey {

        private final AsOf asOf;

        private Journey(AsOf asOf) {
            this.asOf = asOf;
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
            RequestContext context = RequestContext.current().with(AsOf.KEY, asOf);
            Tenant tenant = context.get(Tenants.KEY);
            return tenant != null && tenant.isLive() ? TravelRefusedException.refusingWrites(context) : context;
        }
    }
}
