package dev.nostage.resilience;

import dev.nostage.context.RequestContext;
import dev.nostage.event.WideEvent;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.Tenants;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The steps between screening and the call: deadline, the tenant's own limit, the limit of all, the breaker. What one of them
 * gave is handed back if a later one refuses.
 */
final class Entrance {

    private final String downstream;
    private final FailurePolicy failures;
    private final LongSupplier ticker;
    private final TenantLimits tenants;
    private final PriorityLimiter limiter;

    Entrance(String downstream, DownstreamOptions options, FailurePolicy failures, Machine machine) {
        this.downstream = downstream;
        this.failures = failures;
        this.ticker = machine.ticker();
        this.tenants = new TenantLimits(downstream, options.tenantLimit());
        this.limiter = new PriorityLimiter(downstream, options.limit(), machine.ticker(), machine.timer());
    }

    /**
     * Waits for room, for a live tenant's call and a short time.
     *
     * @throws DownstreamException if a step refuses
     */
    Passage enter(Lane lane, RequestContext context) {
        WideEvent event = WideEvent.in(context);
        try {
            long now = ticker.getAsLong();
            long remaining = demandTime(context, now);
            TenantCell cell = tenants.acquire(tenant(context), now);
            long startedAt;
            try {
                startedAt = limiter.acquire(lane.traffic(), remaining, now);
            } catch (Throwable e) {
                tenants.giveBack(cell, now);
                demandTime(context, ticker.getAsLong()); // it may be the end of that which ended the wait
                throw e;
            }
            return pass(lane, context, cell, event, startedAt);
        } catch (DownstreamException e) {
            lane.tally().count(outcomeOf(e), event);
            throw e;
        }
    }

    /**
     * As {@link #enter}, and holds no thread while it waits. One of the two is told once, here or on another thread.
     *
     * @return gives up waiting, if it still does; then nobody is told
     */
    Runnable enterLater(
            Lane lane, RequestContext context, Consumer<Passage> entered, Consumer<DownstreamException> refused) {
        WideEvent event = WideEvent.in(context);
        long now = ticker.getAsLong();
        Consumer<DownstreamException> counted = refusal -> {
            lane.tally().count(outcomeOf(refusal), event);
            refused.accept(refusal);
        };
        TenantCell cell;
        long remaining;
        try {
            remaining = demandTime(context, now);
            cell = tenants.acquire(tenant(context), now);
        } catch (DownstreamException e) {
            counted.accept(e);
            return () -> {};
        }
        AtomicBoolean decided = new AtomicBoolean();
        Waiting waiting;
        try {
            waiting = limiter.acquireLater(
                    lane.traffic(),
                    remaining,
                    now,
                    () -> {
                        decided.setPlain(true);
                        Passage passage;
                        try {
                            passage = pass(lane, context, cell, event, ticker.getAsLong());
                        } catch (DownstreamException e) {
                            counted.accept(e);
                            return;
                        }
                        entered.accept(passage);
                    },
                    refusal -> {
                        decided.setPlain(true);
                        tenants.giveBack(cell, now);
                        counted.accept(inTime(context, refusal));
                    });
        } catch (Throwable e) {
            if (!decided.getPlain()) { // no timer to wait by; what is told throws what it throws
                tenants.giveBack(cell, now);
            }
            throw e;
        }
        return () -> {
            if (waiting.giveUp()) {
                tenants.giveBack(cell, now);
                lane.tally().count(Outcome.CANCELLED, event);
            }
        };
    }

    /**
     * The last step, with room to go.
     *
     * @throws DeadlineExceededException if the room came too late
     */
    private Passage pass(Lane lane, RequestContext context, TenantCell cell, WideEvent event, long startedAt) {
        int opening;
        try {
            demandTime(context, startedAt);
            opening = lane.breaker().acquire();
        } catch (Throwable e) {
            limiter.giveBack(lane.traffic());
            tenants.giveBack(cell, startedAt);
            throw e;
        }
        return new Passage(this, lane, cell, event, startedAt, opening);
    }

    /** Hands back the slot of a call that is held up before it is made. */
    void stepAside(Lane lane) {
        limiter.giveBack(lane.traffic());
    }

    /**
     * Takes a slot again, and waits for none.
     *
     * @throws DownstreamSaturatedException if there is none
     */
    void stepBackIn(Lane lane) {
        limiter.acquire(lane.traffic(), 0, ticker.getAsLong());
    }

    /**
     * @param inSlot whether it holds one
     * @param answered whether the downstream worked on it to the end
     * @return how many nanoseconds it took
     */
    long leave(Lane lane, TenantCell cell, long startedAt, boolean inSlot, boolean answered) {
        long now = ticker.getAsLong();
        long took = now - startedAt;
        if (inSlot) {
            limiter.release(lane.traffic(), took, answered, now);
        }
        tenants.release(cell, now);
        return took;
    }

    FailurePolicy failures() {
        return failures;
    }

    /** Nanoseconds that a call which begins now may take. */
    long remaining() {
        Deadline deadline = RequestContext.current().get(Deadline.KEY);
        return deadline == null ? Long.MAX_VALUE : deadline.remaining().toNanos();
    }

    /** @throws DeadlineExceededException if none are left */
    private long demandTime(RequestContext context, long now) {
        Deadline deadline = context.get(Deadline.KEY);
        return deadline == null ? Long.MAX_VALUE : deadline.demandTime(downstream, ticker, now);
    }

    /** Why a wait was in vain: there may be no time left. */
    private DownstreamException inTime(RequestContext context, DownstreamException refusal) {
        try {
            demandTime(context, ticker.getAsLong());
            return refusal;
        } catch (DeadlineExceededException late) {
            return late;
        }
    }

    private static @Nullable TenantId tenant(RequestContext context) {
        Tenant tenant = context.get(Tenants.KEY);
        return tenant == null ? null : tenant.id();
    }

    /** Whether live calls wait for room, or suffer. */
    boolean isUnderPressure() {
        return limiter.isUnderPressure();
    }

    PriorityLimiter.Snapshot snapshot() {
        return limiter.snapshot();
    }

    private static Outcome outcomeOf(DownstreamException refusal) {
        if (refusal instanceof DownstreamUnavailableException) {
            return Outcome.UNAVAILABLE;
        }
        if (refusal instanceof DeadlineExceededException) {
            return Outcome.LATE;
        }
        if (refusal instanceof TenantSaturatedException) {
            return Outcome.TENANT_SATURATED;
        }
        return refusal instanceof DownstreamRefusedException ? Outcome.REFUSED : Outcome.SATURATED;
    }
}
