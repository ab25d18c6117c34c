package dev.nostage.resilience;

import io.micronaut.core.propagation.PropagatedContext;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A guarded call that ends later. The caller gets a promise of its own: on the work's stage, a caller who cancels would
 * cut off the one who hands the permission back. Whatever users' code throws, the promise ends.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what the end of a stage starts, nobody waits for
final class GuardedStage<V> {

    private final DownstreamGuard guard;
    private final Call<? extends CompletionStage<V>, RuntimeException> call;

    /** Whoever's thread it is that goes on: nothing of another's request is seen there, and nothing of this one is missed. */
    private final PropagatedContext asked = PropagatedContext.getOrEmpty();

    private final CompletableFuture<V> promise = new CompletableFuture<>();

    /** Of what the promise waits for now. */
    private volatile Cancelling waiting = new Cancelling();

    private GuardedStage(DownstreamGuard guard, Call<? extends CompletionStage<V>, RuntimeException> call) {
        this.guard = guard;
        this.call = call;
    }

    static <V> CompletionStage<V> start(
            DownstreamGuard guard, Call<? extends CompletionStage<V>, RuntimeException> call) {
        try {
            return started(guard, call);
        } catch (RuntimeException e) { // of the screening, or of a stub
            return CompletableFuture.failedFuture(e);
        }
    }

    private static <V, S extends CompletionStage<V>> CompletionStage<V> started(
            DownstreamGuard guard, Call<S, RuntimeException> call) {
        Screened<S, RuntimeException> screened = guard.screen(call);
        if (screened.atOnce()) {
            return screened.call().work().call();
        }
        GuardedStage<V> stage = new GuardedStage<>(guard, screened.call());
        stage.promise.whenComplete((value, error) -> stage.waiting.cancel());
        stage.enter(1);
        return stage.promise;
    }

    /** @param tries how many there are with this one */
    private void enter(int tries) {
        Cancelling entering = next();
        try {
            entering.by(guard.enterLater(passage -> hold(passage, tries), this::fail));
        } catch (Throwable e) { // nobody could be told later
            promise.completeExceptionally(e);
        }
    }

    /** Lets a fault on purpose strike. */
    private void hold(Passage passage, int tries) {
        try {
            Optional<Fault> fault = guard.strike(passage);
            long delay = fault.map(struck -> guard.delay(passage, struck)).orElse(0L);
            if (delay == 0) {
                make(passage, fault, tries);
                return;
            }
            Cancelling held = next();
            Runnable calledOff = guard.after(delay, () -> make(passage, fault, tries));
            held.by(() -> {
                calledOff.run();
                endWithPromise(passage);
            });
        } catch (Throwable e) {
            end(passage, null, e, tries);
        }
    }

    private void make(Passage passage, Optional<Fault> fault, int tries) {
        if (promise.isDone()) {
            passage.abandoned();
            return;
        }
        try {
            fault.ifPresent(struck -> guard.answer(passage, struck));
            CompletionStage<V> source = Objects.requireNonNull(call.work().call(), "Work gave no stage");
            // Who sets it ends the try: the work first, and then its passage, or the next call would begin beside it.
            AtomicBoolean over = new AtomicBoolean();
            Runnable timeLimit = isOver(source)
                    ? () -> {}
                    : guard.atDeadline(late -> {
                        if (over.compareAndSet(false, true)) {
                            cancel(source, () -> end(passage, null, late, tries));
                        }
                    });
            Cancelling made = next();
            made.by(() -> {
                timeLimit.run();
                if (over.compareAndSet(false, true)) {
                    cancel(source, () -> endWithPromise(passage));
                }
            });
            source.whenComplete((value, error) -> {
                timeLimit.run();
                if (over.compareAndSet(false, true)) {
                    asked.wrap(() -> end(passage, value, error, tries)).run();
                }
            });
        } catch (Throwable e) { // also what has no business to be thrown, such as a checked exception
            end(passage, null, e, tries);
        }
    }

    private void end(Passage passage, @Nullable V value, @Nullable Throwable thrown, int tries) {
        Throwable error = unwrapped(thrown);
        try {
            if (error == null ? passage.returned(value) : passage.failed(error)) {
                ended(value, error, tries);
            }
        } catch (Throwable e) { // of a policy or a fallback, or no timer any more
            promise.completeExceptionally(e);
        }
    }

    private void ended(@Nullable V value, @Nullable Throwable error, int tries) {
        long wait = call.idempotent() && !(error instanceof Error) && !(error instanceof CancellationException)
                ? guard.waitAfter(tries, value, error)
                : Retries.NONE;
        if (wait != Retries.NONE) {
            Cancelling again = next();
            again.by(guard.after(wait, () -> enter(tries + 1)));
        } else if (error == null) {
            promise.complete(value);
        } else {
            fail(error);
        }
    }

    private void fail(Throwable error) {
        try {
            Call.Fallback<? extends CompletionStage<V>, RuntimeException> fallback = call.fallback();
            if (fallback == null || !guard.isOutage(error)) {
                promise.completeExceptionally(error);
                return;
            }
            guard.fellBack();
            CompletionStage<V> instead = fallback.answer(error);
            next().by(() -> cancel(instead, () -> {}));
            instead.whenComplete((value, failure) ->
                    asked.wrap(() -> complete(value, failure)).run());
        } catch (Throwable e) {
            promise.completeExceptionally(e);
        }
    }

    private void complete(@Nullable V value, @Nullable Throwable failure) {
        if (failure == null) {
            promise.complete(value);
        } else {
            promise.completeExceptionally(failure);
        }
    }

    /** What the promise waits for from now on; cancelled already if nobody waits for the promise any more. */
    private Cancelling next() {
        Cancelling next = new Cancelling();
        waiting = next;
        if (promise.isDone()) {
            next.cancel();
        }
        return next;
    }

    /** Nobody waits any more, or the caller's own time limit has passed; a value of the caller's own is no answer. */
    private void endWithPromise(Passage passage) {
        promise.whenComplete((value, error) -> {
            if (error == null) {
                passage.abandoned();
            } else {
                passage.failed(error);
            }
        });
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** As it often is: a timer would cost more than all the rest. */
    private static boolean isOver(CompletionStage<?> source) {
        return source instanceof CompletableFuture<?> future && future.isDone();
    }

    private static void cancel(CompletionStage<?> source, Runnable then) {
        try {
            source.toCompletableFuture().cancel(true);
        } catch (UnsupportedOperationException e) {
            // A stage may be one that nobody can cancel: it ends by itself, and holds nothing of ours any more.
        } finally {
            then.run();
        }
    }
}
