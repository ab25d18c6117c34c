package dev.nostage.tenancy.micronaut;

import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.scheduling.instrument.InstrumentedScheduledExecutorService;
import io.micronaut.scheduling.processor.ScheduledMethodProcessor;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A scheduler whose work runs once with what was propagated where it was handed in, and whose repeated work, which
 * outlives any request, runs with nothing.
 */
final class CarryingScheduler implements InstrumentedScheduledExecutorService {

    private final ScheduledExecutorService pool;

    private CarryingScheduler(ScheduledExecutorService pool) {
        this.pool = pool;
    }

    static CarryingScheduler over(ScheduledExecutorService pool) {
        return pool instanceof CarryingScheduler already ? already : new CarryingScheduler(pool);
    }

    @Override
    public ScheduledExecutorService getTarget() {
        return pool;
    }

    @Override
    public Runnable instrument(Runnable work) {
        return PropagatedContext.getOrEmpty().wrap(work);
    }

    @Override
    public <T> Callable<T> instrument(Callable<T> work) {
        return PropagatedContext.getOrEmpty().wrap(work);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        return worksForNobody(work)
                ? PropagatedContext.empty().propagate(() -> pool.schedule(work, delay, unit))
                : pool.schedule(instrument(work), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        return worksForNobody(work)
                ? PropagatedContext.empty().propagate(() -> pool.schedule(work, delay, unit))
                : pool.schedule(instrument(work), delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long initialDelay, long period, TimeUnit unit) {
        return PropagatedContext.empty().propagate(() -> pool.scheduleAtFixedRate(work, initialDelay, period, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long initialDelay, long delay, TimeUnit unit) {
        return PropagatedContext.empty().propagate(() -> pool.scheduleWithFixedDelay(work, initialDelay, delay, unit));
    }

    @Override
    public String toString() {
        return "Carrying[" + pool + "]";
    }

    /** A task that is its own future hands itself in again, as Micronaut's do that run by a cron expression. */
    private static boolean worksForNobody(Object work) {
        return work instanceof ScheduledFuture || work.getClass().getNestHost() == ScheduledMethodProcessor.class;
    }
}
