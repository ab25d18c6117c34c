package dev.nostage.context;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Ends as another future does, with a context bound on whichever thread that is; cancelled, it cancels the other. */
final class CarryingFuture<V extends @Nullable Object> extends CompletableFuture<V> {

    private final CompletionStage<V> stage;

    private CarryingFuture(CompletionStage<V> stage) {
        this.stage = stage;
    }

    static <V extends @Nullable Object> CompletableFuture<V> of(RequestContext context, CompletionStage<V> stage) {
        CarryingFuture<V> carrying = new CarryingFuture<>(stage);
        CompletionStage<V> unused =
                stage.whenComplete((value, failure) -> context.run(() -> carrying.end(value, failure)));
        return carrying;
    }

    private void end(V value, @Nullable Throwable failure) {
        if (failure == null) {
            complete(value);
        } else {
            completeExceptionally(failure);
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        if (cancelled && stage instanceof Future<?> source) {
            source.cancel(mayInterrupt);
        }
        return cancelled;
    }
}
