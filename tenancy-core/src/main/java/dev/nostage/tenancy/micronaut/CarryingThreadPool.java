package dev.nostage.tenancy.micronaut;

import dev.nostage.context.RequestContext;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stands in for a bean that is declared as a {@link ThreadPoolExecutor}: the only type that such a bean can be replaced
 * by. All is handed on to the pool itself, whatever subclass it is; the pool that this one inherits never gets a thread.
 */
final class CarryingThreadPool extends ThreadPoolExecutor {

    private final ThreadPoolExecutor pool;
    private final ExecutorService carrying;

    private CarryingThreadPool(ThreadPoolExecutor pool) {
        super(0, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        this.pool = pool;
        this.carrying = RequestContext.wrap((ExecutorService) pool);
    }

    static CarryingThreadPool over(ThreadPoolExecutor pool) {
        return pool instanceof CarryingThreadPool already ? already : new CarryingThreadPool(pool);
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
}
