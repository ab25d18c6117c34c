package dev.nostage.partitioning.result;

import dev.nostage.partitioning.RepositoryWall;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A stage's outcome, shown to the tenant that asked. */
final class BoundFuture<T> extends CompletableFuture<T> {

    private final Asker asker;

    private BoundFuture(Asker asker) {
        this.asker = asker;
    }

    static <T> CompletableFuture<T> of(CompletionStage<T> stage, Asker asker) {
        BoundFuture<T> bound = new BoundFuture<>(asker);
        stage.whenComplete((value, failure) -> asker.context.run(() -> {
            if (failure == null) {
                bound.complete(value);
            } else {
                bound.completeExceptionally(refusalIn(failure));
            }
        }));
        return bound;
    }

    private static Throwable refusalIn(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RuntimeException thrown
                ? RepositoryWall.refusalIn(thrown).orElse(thrown)
                : cause;
    }

    /** The parent calls it for every stage that is chained, before the value is looked at. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        asker.demand();
        return new CompletableFuture<>();
    }

    /** Taken by whoever combines it with another. */
    @Override
    public CompletableFuture<T> toCompletableFuture() {
        asker.demand();
        return this;
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        asker.demand();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        asker.demand();
        return super.get(timeout, unit);
    }

    @Override
    public T join() {
        asker.demand();
        return super.join();
    }

    @Override
    public T getNow(T valueIfAbsent) {
        asker.demand();
        return super.getNow(valueIfAbsent);
    }

    /** Overrides the one that Java has since 19. */
    public T resultNow() {
        return join();
    }
}
