package dev.nostage.tenancy.micronaut;

import dev.nostage.context.RequestContext;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stands in for a bean that is declared as one of the JDK's pools, which nothing but a subclass can. All is handed on to
 * the pool itself, whatever class it is; the pool that this one inherits never gets a thread.
 *
 * <p>It inherits from the more special of the two, to stand in for either. For a pool that is no scheduler it is
 * injected as one that is none; what only a scheduler can do, it then refuses.
 */
final class CarryingThreadPool extends ScheduledThreadPoolExecutor {

    private final ThreadPoolExecutor pool;
    private final ExecutorService carrying;

    private CarryingThreadPool(ThreadPoolExecutor pool, ExecutorService carrying) {
        super(0);
        this.pool = pool;
        this.carrying = carrying;
    }

    /** @param around the pool itself, or what others have put around it: who works through that, still does */
    static ThreadPoolExecutor over(ThreadPoolExecutor pool, ExecutorService around) {
        if (pool instanceof CarryingThreadPool) {
            return pool;
        }
        return new CarryingThreadPool(
                pool,
                around instanceof ScheduledExecutorService scheduler
                        ? CarryingScheduler.over(scheduler)
                        : RequestContext.wrap(around));
    }

    @Override
    public void execute(Runnable work) {
        carrying.execute(work);
    }

    @Override
    public Future<?> submit(Runnable work) {
        return carrying.submit(work);
    }

    @Override
    public <T> Future<T> submit(Runnable work, T result) {
        return carrying.submit(work, result);
    }

    @Override
    public <T> Future<T> submit(Callable<T> work) {
        return carrying.submit(work);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> work) throws InterruptedException {
        return carrying.invokeAll(work);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> work, long timeout, TimeUnit unit)
            throws InterruptedException {
        return carrying.invokeAll(work, timeout, unit);
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> work) throws InterruptedException, ExecutionException {
        return carrying.invokeAny(work);
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> work, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return carrying.invokeAny(work, timeout, unit);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        return scheduler().schedule(work, delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        return scheduler().schedule(work, delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long initialDelay, long period, TimeUnit unit) {
        return scheduler().scheduleAtFixedRate(work, initialDelay, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long initialDelay, long delay, TimeUnit unit) {
        return scheduler().scheduleWithFixedDelay(work, initialDelay, delay, unit);
    }

    @Override
    public void setContinueExistingPeriodicTasksAfterShutdownPolicy(boolean value) {
        schedulingPool().setContinueExistingPeriodicTasksAfterShutdownPolicy(value);
    }

    @Override
    public boolean getContinueExistingPeriodicTasksAfterShutdownPolicy() {
        return schedulingPool().getContinueExistingPeriodicTasksAfterShutdownPolicy();
    }

    @Override
    public void setExecuteExistingDelayedTasksAfterShutdownPolicy(boolean value) {
        schedulingPool().setExecuteExistingDelayedTasksAfterShutdownPolicy(value);
    }

    @Override
    public boolean getExecuteExistingDelayedTasksAfterShutdownPolicy() {
        return schedulingPool().getExecuteExistingDelayedTasksAfterShutdownPolicy();
    }

    @Override
    public void setRemoveOnCancelPolicy(boolean value) {
        schedulingPool().setRemoveOnCancelPolicy(value);
    }

    @Override
    public boolean getRemoveOnCancelPolicy() {
        return schedulingPool().getRemoveOnCancelPolicy();
    }

    @Override
    public void shutdown() {
        pool.shutdown();
    }

    @Override
    public void setThreadFactory(ThreadFactory factory) {
        pool.setThreadFactory(factory);
    }

    @Override
    public void setRejectedExecutionHandler(RejectedExecutionHandler handler) {
        pool.setRejectedExecutionHandler(handler);
    }

    @Override
    public void setCorePoolSize(int size) {
        pool.setCorePoolSize(size);
    }

    @Override
    public void allowCoreThreadTimeOut(boolean value) {
        pool.allowCoreThreadTimeOut(value);
    }

    @Override
    public void setMaximumPoolSize(int size) {
        pool.setMaximumPoolSize(size);
    }

    @Override
    public void setKeepAliveTime(long time, TimeUnit unit) {
        pool.setKeepAliveTime(time, unit);
    }

    @Override
    public void purge() {
        pool.purge();
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
    public boolean isTerminating() {
        return pool.isTerminating();
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
    public ThreadFactory getThreadFactory() {
        return pool.getThreadFactory();
    }

    @Override
    public RejectedExecutionHandler getRejectedExecutionHandler() {
        return pool.getRejectedExecutionHandler();
    }

    @Override
    public int getCorePoolSize() {
        return pool.getCorePoolSize();
    }

    @Override
    public boolean prestartCoreThread() {
        return pool.prestartCoreThread();
    }

    @Override
    public int prestartAllCoreThreads() {
        return pool.prestartAllCoreThreads();
    }

    @Override
    public boolean allowsCoreThreadTimeOut() {
        return pool.allowsCoreThreadTimeOut();
    }

    @Override
    public int getMaximumPoolSize() {
        return pool.getMaximumPoolSize();
    }

    @Override
    public long getKeepAliveTime(TimeUnit unit) {
        return pool.getKeepAliveTime(unit);
    }

    @Override
    public BlockingQueue<Runnable> getQueue() {
        return pool.getQueue();
    }

    @Override
    public boolean remove(Runnable work) {
        return pool.remove(work);
    }

    @Override
    public int getPoolSize() {
        return pool.getPoolSize();
    }

    @Override
    public int getActiveCount() {
        return pool.getActiveCount();
    }

    @Override
    public int getLargestPoolSize() {
        return pool.getLargestPoolSize();
    }

    @Override
    public long getTaskCount() {
        return pool.getTaskCount();
    }

    @Override
    public long getCompletedTaskCount() {
        return pool.getCompletedTaskCount();
    }

    @Override
    public String toString() {
        return "Carrying[" + pool + "]";
    }

    private ScheduledExecutorService scheduler() {
        return carrying instanceof ScheduledExecutorService scheduler ? scheduler : schedulingPool();
    }

    private ScheduledThreadPoolExecutor schedulingPool() {
        if (pool instanceof ScheduledThreadPoolExecutor scheduling) {
            return scheduling;
        }
        throw new RejectedExecutionException(
                this + " is no scheduler: declare its bean as ScheduledThreadPoolExecutor");
    }
}
