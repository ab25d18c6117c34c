package dev.nostage.resilience;

import dev.nostage.context.RequestContext;
import dev.nostage.problem.ProblemException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A guarded call that ends later. The caller gets a promise of its own: on the work's stage, a caller who cancels would
 * cut off the one who hands the permission back.
 */
final class GuardedStage {

    private GuardedStage() {}

    static <V> CompletionStage<V> start(
            DownstreamGuard guard,
            Supplier<? extends CompletionStage<V>> work,
            @Nullable Supplier<? extends CompletionStage<V>> stub) {
        Passage passage;
        try {
            Optional<Supplier<? extends CompletionStage<V>>> instead = guard.screen(stub);
            if (instead.isPresent()) {
                return instead.get().get();
            }
            passage = guard.enter();
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletionStage<V> source;
        try {
            source = work.get();
        } catch (RuntimeException e) {
            passage.failed(e);
            return CompletableFuture.failedFuture(e);
        } catch (Error e) {
            passage.failed(e);
            throw e;
        }
        return promise(source, passage);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what the end of a promise starts, nobody waits for
    private static <V> CompletionStage<V> promise(CompletionStage<V> source, Passage passage) {
        CompletableFuture<V> promise = new CompletableFuture<>();
        RequestContext context = RequestContext.current();
        source.whenComplete((value, error) -> {
            end(passage, error);
            // What the caller chained runs where the source ends: for the tenant who asked, not for whom that thread
            // is.
            context.run(() -> complete(promise, value, error));
        });
        promise.whenComplete((value, error) -> {
            if (end(passage, error)) {
                cancel(source);
            }
        });
        return promise;
    }

    private static boolean end(Passage passage, @Nullable Throwable error) {
        return error == null ? passage.succeeded() : passage.failed(error);
    }

    private static <V> void complete(CompletableFuture<V> promise, V value, @Nullable Throwable error) {
        if (error == null) {
            promise.complete(value);
        } else {
            promise.completeExceptionally(error);
        }
    }

    private static void cancel(CompletionStage<?> source) {
        try {
            source.toCompletableFuture().cancel(true);
        } catch (UnsupportedOperationException e) {
            // A stage may be one that nobody can cancel: it ends by itself, and holds nothing of ours any more.
        }
    }
}
