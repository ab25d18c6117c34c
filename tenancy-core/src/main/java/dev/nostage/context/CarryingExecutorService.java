package dev.nostage.context;

import io.micronaut.core.propagation.PropagatedContext;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Binds to each piece of work what was propagated where it was handed in.
 *
 * <p>Nothing is bound as well: a thread that waits in a work-stealing pool runs other work meanwhile, inside its own.
 * Each method is handed on to its peer, since such a pool must know its own tasks again.
 */
final class CarryingExecutorService implements ExecutorService {

    private final ExecutorService pool;

    private CarryingExecutorService(ExecutorService pool) {
        this.pool = pool;
    }

    static CarryingExecutorService over(ExecutorService pool) {
        return pool instanceof CarryingExecutorService already ? already : new CarryingExecutorService(pool);
    }

    @Override
    public void execute(Runnable work) {
        pool.execute(PropagatedContext.getOrEmpty().wrap(work));
    }

    @Override
    public Future<?> submit(Runnable work) {
        return pool.submit(PropagatedContext.getOrEmpty().wrap(work));
    }

    @Override
    public <V extends @Nullable Object> Future<V> submit(Runnable work, V result) {
        return pool.submit(PropagatedContext.getOrEmpty().wrap(work), result);
    }

    @Override
    public <V extends @Nullable Object> Future<V> submit(Callable<V> work) {
        return pool.submit(PropagatedContext.getOrEmpty().wrap(work));
    }

    @Override
    public <V extends @Nullable Object> List<Future<V>> invokeAll(Collection<? extends Callable<V>> work)
            throws InterruptedException {
        return pool.invokeAll(carrying(work));
    }

    @Override
    public <V extends @Nullable Object> List<Future<V>> invokeAll(
            Collection<? extends Callable<V>> work, long timeout, TimeUnit unit) throws InterruptedException {
        return pool.invokeAll(carrying(work), timeout, unit);
    }

    @Override
    public <V extends @Nullable Object> V invokeAny(Collection<? extends Callable<V>> work)
            throws InterruptedException, ExecutionException {
        return pool.invokeAny(carrying(work));
    }

    @Override
    public <V extends @Nullable Object> V invokeAny(Collection<? extends Callable<V>> work, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return pool.invokeAny(carrying(work), timeout, unit);
    }

    @Override
    public void shutdown() {
        pool.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return pool.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
        return pool.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return pool.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return pool.awaitTermination(timeout, unit);
    }

    @Override
    public String toString() {
        return "Carrying[" + pool + "]";
    }

    private static <V extends @Nullable Object> List<Callable<V>> carrying(Collection<? extends Callable<V>> work) {
        PropagatedContext context = PropagatedContext.getOrEmpty();
        return work.stream().map(piece -> carrying(context, piece)).toList();
    }

    private static <V extends @Nullable Object> Callable<V> carrying(PropagatedContext context, Callable<V> piece) {
        return context.wrap(piece);
    }
}
