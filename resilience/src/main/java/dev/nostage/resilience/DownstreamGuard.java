package dev.nostage.resilience;

import dev.nostage.context.Work;
import dev.nostage.event.WideEvent;
import dev.nostage.problem.ProblemException;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands before one downstream. A call is screened, passes the circuit breaker of its class of traffic, and is made;
 * who it works for is read when it is asked for.
 */
public final class DownstreamGuard {

    private final String name;
    private final DownstreamOptions options;
    private final FailurePolicy failures;
    private final Breaker live;
    private final Breaker notLive;

    DownstreamGuard(String name, DownstreamOptions options, FailurePolicy failures, LongSupplier ticker) {
        this.name = name;
        this.options = options;
        this.failures = failures;
        this.live = new Breaker(name, options.breaker(), ticker);
        this.notLive = new Breaker(name, options.breaker(), ticker);
    }

    public String name() {
        return name;
    }

    public DownstreamOptions options() {
        return options;
    }

    /**
     * Runs {@code work}, which calls the downstream.
     *
     * @throws DownstreamRefusedException if the tenant may not reach it
     * @throws DownstreamUnavailableException if it fails too often
     * @throws TenantMissingException if it is screened and nobody is worked for here
     */
    public <V extends @Nullable Object, X extends Exception> V call(Work<V, X> work) throws X {
        return call(work, null);
    }

    /**
     * Runs {@code work}, which calls the downstream, or {@code stub} in its place for a tenant that may not reach it.
     *
     * @param stub null where nothing can answer: then such a tenant is refused
     * @throws DownstreamRefusedException if the tenant may not reach it and there is no stub
     * @throws DownstreamUnavailableException if it fails too often
     * @throws TenantMissingException if it is screened and nobody is worked for here
     */
    public <V extends @Nullable Object, X extends Exception> V call(Work<V, X> work, @Nullable Work<V, X> stub)
            throws X {
        Optional<Work<V, X>> instead = screen(stub);
        if (instead.isPresent()) {
            return instead.get().call();
        }
        Passage passage = enter();
        try {
            V result = work.call();
            passage.succeeded();
            return result;
        } catch (Throwable e) {
            passage.failed(e);
            throw e;
        }
    }

    /** As {@link #call(Work)}, for work that ends later. Never throws what the stage can carry. */
    public <V> CompletionStage<V> callAsync(Supplier<? extends CompletionStage<V>> work) {
        return callAsync(work, null);
    }

    /**
     * As {@link #call(Work, Work)}, for work that ends later. Never throws what the stage can carry.
     *
     * <p>Cancelling the result, or letting it time out, cancels the work's own stage.
     */
    public <V> CompletionStage<V> callAsync(
            Supplier<? extends CompletionStage<V>> work, @Nullable Supplier<? extends CompletionStage<V>> stub) {
        return GuardedStage.start(this, work, stub);
    }

    /**
     * Whether a call that is made here goes to a stub and never to the downstream. What such a call answers is not real.
     *
     * @throws TenantMissingException if the downstream is screened and nobody is worked for here
     */
    public boolean isScreened() {
        return options.effect().isScreened() && !tenant().isLive();
    }

    /**
     * The first step of a call, for work of a form that this class does not know.
     *
     * @return the stub if it must answer, and nothing if the call may {@link #enter}
     * @throws DownstreamRefusedException if the stub must answer and is null
     * @throws TenantMissingException if the downstream is screened and nobody is worked for here
     * @throws ProblemException that of {@link ReadOnly}, if nothing may be written here and the effect is not internal
     */
    public <S> Optional<S> screen(@Nullable S stub) {
        if (!isScreened()) {
            refuseOutwardWrite();
            return Optional.empty();
        }
        if (stub == null) {
            Outcome.REFUSED.note(WideEvent.current(), name);
            throw new DownstreamRefusedException(name, options.effect(), tenant());
        }
        Outcome.STUBBED.note(WideEvent.current(), name);
        return Optional.of(stub);
    }

    /**
     * The steps between screening and the call, for work of a form that this class does not know.
     *
     * @throws DownstreamUnavailableException if the downstream fails too often
     */
    public Passage enter() {
        WideEvent event = WideEvent.current();
        Breaker breaker = breakerOf(TrafficClass.current());
        try {
            breaker.acquire();
        } catch (DownstreamUnavailableException e) {
            Outcome.UNAVAILABLE.note(event, name);
            throw e;
        }
        return new Passage(name, breaker, failures, event);
    }

    /** What must not write here must not pay, print or send either; whether a call only reads, nobody has said. */
    private void refuseOutwardWrite() {
        if (options.effect() != Effect.INTERNAL) {
            try {
                ReadOnly.refuseWrite();
            } catch (ProblemException refusal) {
                Outcome.REFUSED.note(WideEvent.current(), name);
                throw refusal;
            }
        }
    }

    private Breaker breakerOf(TrafficClass traffic) {
        return switch (traffic) {
            case LIVE -> live;
            case NOT_LIVE -> notLive;
        };
    }

    private Tenant tenant() {
        return Tenants.current().orElseThrow(() -> {
            Outcome.REFUSED.note(WideEvent.current(), name);
            return new TenantMissingException("Downstream \"" + name + "\" is " + options.effect()
                    + " and called for a tenant only, and none is bound here: bind one with Tenants.callAs, or wrap"
                    + " work that is handed to another thread with RequestContext.current().wrap");
        });
    }
}
