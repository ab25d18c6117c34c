package dev.nostage.resilience;

import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import dev.nostage.event.WideEvent;
import dev.nostage.problem.ProblemException;
import dev.nostage.resilience.FailurePolicy.Verdict;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.TenantMissingException;
import io.micronaut.core.propagation.PropagatedContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands before one downstream: screening, deadline, the tenant's limit, the limit of all, the breaker, a fault on purpose, the
 * call; around them the retries, and around those the fallback. Who a call works for is read when it is asked for.
 */
public final class DownstreamGuard {

    private final String name;
    private final DownstreamOptions options;
    private final Machine machine;
    private final FailurePolicy failures;
    private final Screen screen;
    private final Entrance entrance;
    private final Faults faults;
    private final Lane live;
    private final Lane notLive;
    private final GuardedCall onThread;

    DownstreamGuard(
            String name, DownstreamOptions options, FailurePolicy failures, FaultForm faultForm, Machine machine) {
        this.name = name;
        this.options = options;
        this.machine = machine;
        this.failures = failures;
        this.screen = new Screen(name, options);
        this.entrance = new Entrance(name, options, failures, machine);
        this.faults = new Faults(name, faultForm, machine);
        this.live = Lane.of(TrafficClass.LIVE, name, options, machine);
        this.notLive = Lane.of(TrafficClass.NOT_LIVE, name, options, machine);
        this.onThread = new GuardedCall(this, machine.pause());
    }

    public String name() {
        return name;
    }

    public DownstreamOptions options() {
        return options;
    }

    /**
     * Makes a call that is not tried again, and for which nothing stands in.
     *
     * @throws DownstreamException if it is refused
     * @throws TenantMissingException if it is screened and nobody is worked for here
     */
    public <V extends @Nullable Object, X extends Exception> V call(Work<V, X> work) throws X {
        return call(Call.of(work));
    }

    /**
     * Makes a call, or lets what may stand in for it answer.
     *
     * @throws DownstreamException if it is refused
     * @throws TenantMissingException if it is screened and nobody is worked for here
     */
    public <V extends @Nullable Object, X extends Exception> V call(Call<V, X> call) throws X {
        RequestContext context = RequestContext.current();
        Screened<V, X> screened = screen(call, context);
        Work<V, X> work = screened.call().work();
        if (screened.atOnce()) {
            return work.call();
        }
        try {
            return call.idempotent() ? onThread.makeUntilAnswered(work, context) : onThread.makeOnce(work, context);
        } catch (Exception e) {
            Call.Fallback<V, X> fallback = call.fallback();
            if (fallback == null || !isOutage(e)) {
                throw e;
            }
            fellBack();
            return fallback.answer(e);
        }
    }

    /** As {@link #call(Work)}, for work that ends later. Never throws what the stage can carry. */
    public <V> CompletionStage<V> callAsync(Supplier<? extends CompletionStage<V>> work) {
        return callAsync(Call.of(work::get));
    }

    /**
     * As {@link #call(Call)}, for work that ends later. Never throws what the stage can carry, and holds no thread while it
     * waits for room or for another try.
     *
     * <p>Cancelling the result, or letting it time out, cancels the work's own stage.
     */
    public <V> CompletionStage<V> callAsync(Call<? extends CompletionStage<V>, RuntimeException> call) {
        return GuardedStage.start(this, call);
    }

    /**
     * Whether a call that is made here goes to a stub, or nowhere, and never to the downstream. What such a call answers is
     * not real.
     *
     * @throws TenantMissingException if the downstream is screened and nobody is worked for here
     */
    public boolean isScreened() {
        return screen.holds(RequestContext.current());
    }

    /**
     * The first step of a call, for work of a form that this class does not know.
     *
     * @throws DownstreamRefusedException if its tenant may not reach the downstream and nothing answers
     * @throws TenantMissingException if the downstream is screened and nobody is worked for here
     * @throws ProblemException that of {@link ReadOnly}, if nothing may be written here and the effect is not internal
     */
    public <R extends @Nullable Object, X extends Exception> Screened<R, X> screen(Call<R, X> call) {
        return screen(call, RequestContext.current());
    }

    private <R extends @Nullable Object, X extends Exception> Screened<R, X> screen(
            Call<R, X> call, RequestContext context) {
        Lane lane = lane(context);
        try {
            Optional<Work<R, X>> stub = screen.pass(call.stub(), context);
            boolean atOnce = stub.isPresent() && faults.plan(context).isEmpty();
            if (atOnce) {
                lane.tally().count(Outcome.STUBBED, WideEvent.in(context));
            } else {
                lane.retries().called();
            }
            return new Screened<>(stub.map(call::madeBy).orElse(call), atOnce);
        } catch (ProblemException e) {
            lane.tally().count(Outcome.REFUSED, WideEvent.in(context));
            throw e;
        }
    }

    /**
     * The steps between screening and the call. May wait a short time for room.
     *
     * @throws DownstreamException if one of them refuses
     */
    Passage enter(RequestContext context) {
        return entrance.enter(lane(context), context);
    }

    /**
     * The steps between screening and the call, for work of a form that this class does not know. Holds no thread while it waits. One of the two is told, once, here or on another thread, where all
     * that is bound here is bound too: that thread may be another request's.
     *
     * @return gives up waiting, if it still does; then nobody is told
     */
    public Runnable enterLater(Consumer<Passage> entered, Consumer<DownstreamException> refused) {
        RequestContext context = RequestContext.current();
        PropagatedContext asked = PropagatedContext.getOrEmpty();
        return entrance.enterLater(
                lane(context),
                context,
                passage -> asked.wrap(() -> entered.accept(passage)).run(),
                refusal -> asked.wrap(() -> refused.accept(refusal)).run());
    }

    /** Whether a fallback may answer for this: the downstream failed, or was not called since it fails or is too busy. */
    public boolean isOutage(Throwable error) {
        if (error instanceof DownstreamException) {
            return !(error instanceof DownstreamRefusedException);
        }
        return failures.judge(error) == Verdict.FAILED;
    }

    /** Counts that a fallback answered. */
    public void fellBack() {
        lane().tally().countFallback(WideEvent.current());
    }

    /**
     * How many nanoseconds to wait before another try of an idempotent call; negative if there is none.
     *
     * @param tries how many were made
     * @param result what the last returned, if it did not throw
     */
    public long waitAfter(int tries, @Nullable Object result, @Nullable Throwable error) {
        if (error instanceof DownstreamException) {
            return Retries.NONE;
        }
        Verdict verdict = error == null ? failures.judgeAnswer(result) : failures.judge(error);
        Lane lane = lane();
        if (lane.traffic() == TrafficClass.NOT_LIVE && entrance.isUnderPressure()) {
            return Retries.NONE;
        }
        return lane.retries().waitAfter(tries, verdict, entrance.remaining());
    }

    /** The fault on purpose that strikes a call which has entered here, if its tenant has a plan and it does. */
    public Optional<Fault> strike(Passage passage) {
        return strike(passage, RequestContext.current());
    }

    Optional<Fault> strike(Passage passage, RequestContext context) {
        Optional<FaultPlan> plan = faults.plan(context);
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        if (screen.holds(context)) {
            passage.stub();
        }
        Optional<Fault> fault = faults.strike(plan.get());
        if (fault.isPresent()) {
            passage.strike();
            lane(context).tally().countInjected();
        }
        return fault;
    }

    /**
     * How many nanoseconds a fault on purpose holds a call up: never longer than the deadline leaves. Meanwhile the call holds
     * what is its tenant's, and nothing of what all share.
     */
    public long delay(Passage passage, Fault fault) {
        long nanos = Math.min(fault.delay().toNanos(), entrance.remaining());
        if (nanos > 0) {
            passage.holdUp();
        }
        return nanos;
    }

    /**
     * Throws what a call is answered with by a fault on purpose, unless that only holds it up.
     *
     * @throws DeadlineExceededException if it has held it up until the deadline
     * @throws DownstreamSaturatedException if it has held it up, and there is no room any more
     */
    public void answer(Passage passage, Fault fault) {
        Deadline deadline = RequestContext.current().get(Deadline.KEY);
        if (deadline != null && deadline.isOver()) {
            throw DeadlineExceededException.ended(name, deadline.time(), deadline);
        }
        passage.goOn();
        faults.answer(fault);
    }

    /**
     * Tells, and holds no thread until then, when the deadline of what runs here is over: what was started by then and has not
     * ended is late.
     *
     * @return calls it off; nothing is ever told where there is no deadline
     */
    public Runnable atDeadline(Consumer<DeadlineExceededException> late) {
        Deadline deadline = RequestContext.current().get(Deadline.KEY);
        if (deadline == null) {
            return () -> {};
        }
        Duration left = deadline.remaining();
        return after(left.toNanos(), () -> late.accept(DeadlineExceededException.ended(name, left, deadline)));
    }

    /**
     * Does something later, holds no thread until then, and has bound there what is bound here.
     *
     * @return calls it off, if it has not begun
     */
    public Runnable after(long nanos, Runnable work) {
        return machine.timer().after(nanos, PropagatedContext.getOrEmpty().wrap(() -> Uncaught.run(work)));
    }

    /** How it stands with the downstream at this moment. */
    public DownstreamStatus status() {
        PriorityLimiter.Snapshot limits = entrance.snapshot();
        return new DownstreamStatus(
                name,
                options.effect(),
                limits.limit(),
                limits.ceiling(),
                limits.waiting(),
                Map.of(
                        TrafficClass.LIVE, live.status(limits.live()),
                        TrafficClass.NOT_LIVE, notLive.status(limits.notLive())));
    }

    private Lane lane() {
        return lane(RequestContext.current());
    }

    private Lane lane(RequestContext context) {
        return switch (TrafficClass.of(context)) {
            case LIVE -> live;
            case NOT_LIVE -> notLive;
        };
    }
}
