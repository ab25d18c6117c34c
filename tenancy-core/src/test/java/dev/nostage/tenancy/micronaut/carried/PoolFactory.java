package dev.nostage.tenancy.micronaut.carried;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An executor bean of each type that an application may declare. */
@Factory
@Requires(property = "carried")
class PoolFactory {

    @Singleton
    @Named("declared-executor")
    Executor executor() {
        return command -> new Thread(command).start();
    }

    @Singleton
    @Named("declared-service")
    @Bean(preDestroy = "shutdown")
    ExecutorService service() {
        return Executors.newFixedThreadPool(1);
    }

    @Singleton
    @Named("declared-stealing")
    @Bean(preDestroy = "shutdown")
    ExecutorService stealing() {
        return new ForkJoinPool(1);
    }

    @Singleton
    @Named("declared-scheduler")
    @Bean(preDestroy = "shutdown")
    ScheduledExecutorService scheduler() {
        return Executors.newSingleThreadScheduledExecutor();
    }

    @Singleton
    @Named("declared-pool")
    @Bean(preDestroy = "shutdown")
    ThreadPoolExecutor pool() {
        return new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    @Singleton
    @Named("declared-scheduled-pool")
    @Bean(preDestroy = "shutdown")
    ScheduledThreadPoolExecutor scheduledPool() {
        return new ScheduledThreadPoolExecutor(1);
    }

    @Singleton
    @Named("declared-fork-join")
    @Bean(preDestroy = "shutdown")
    ForkJoinPool forkJoin() {
        return new ForkJoinPool(1);
    }
}
