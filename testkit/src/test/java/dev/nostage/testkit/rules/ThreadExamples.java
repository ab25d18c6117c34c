package dev.nostage.testkit.rules;

import dev.nostage.context.RequestContext;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import java.util.Arrays;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Classes that let work run elsewhere, each method in one way. */
@SuppressWarnings({"FutureReturnValueIgnored", "UnusedVariable"})
final class ThreadExamples {

    private ThreadExamples() {}

    static final class Worker extends Thread {

        Worker(Runnable work) {
            super(work);
        }
    }

    /** Each of its methods breaks the rule. */
    static final class Broken {

        Object thread(Runnable work) {
            return new Thread(work);
        }

        Object ownThread(Runnable work) {
            return new Worker(work);
        }

        ThreadFactory threadReference() {
            return Thread::new;
        }

        Object timer() {
            return new Timer();
        }

        Object pool() {
            return Executors.newFixedThreadPool(2);
        }

        Object otherPool() {
            return new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        Object forkJoinPool() {
            return new ForkJoinPool(2);
        }

        Object poolBesideAWrapOfWork(Runnable work) {
            ExecutorService pool = Executors.newFixedThreadPool(2);
            pool.execute(RequestContext.current().wrap(work));
            return pool;
        }

        Object twoPoolsAndOneWrap() {
            return List.of(RequestContext.wrap(Executors.newFixedThreadPool(2)), Executors.newCachedThreadPool());
        }

        Object commonPool() {
            return ForkJoinPool.commonPool();
        }

        Object run(Runnable work) {
            return CompletableFuture.runAsync(work);
        }

        Object supply() {
            return CompletableFuture.supplyAsync(() -> "done");
        }

        Object chained(CompletionStage<String> stage) {
            return stage.thenApplyAsync(String::strip);
        }

        Object chainedBehindAWrappedStage(CompletionStage<String> stage) {
            return RequestContext.current().wrap(stage).thenApplyAsync(String::strip);
        }

        Object later() {
            return CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
        }

        Object parallelStream(List<String> texts) {
            return texts.parallelStream().map(String::strip).toList();
        }

        Object madeParallel(Stream<String> texts) {
            return texts.parallel().toList();
        }

        Object parallelInts() {
            return IntStream.range(0, 9).parallel().sum();
        }

        void parallelSort(String[] texts) {
            Arrays.parallelSort(texts, (a, b) -> a.compareToIgnoreCase(b));
        }

        Runnable inLambda(Runnable work) {
            return () -> new Thread(work).start();
        }
    }

    /** A pool that is made as a field is. */
    static final class BrokenField {

        private final ExecutorService pool = Executors.newCachedThreadPool();
    }

    static final class Kept {

        private final ExecutorService pool = RequestContext.wrap(Executors.newFixedThreadPool(2));

        Object thread(Runnable work) {
            return new Thread(RequestContext.current().wrap(work));
        }

        Object workForNobody(Runnable work) {
            return new Thread(RequestContext.empty().wrap(work));
        }

        Object namedThreads() {
            return RequestContext.wrap(Executors.newFixedThreadPool(2, work -> new Thread(work, "mine")));
        }

        Object supply(Supplier<String> work) {
            return CompletableFuture.supplyAsync(RequestContext.current().wrap(work));
        }

        Object supplyTo(Executor executor) {
            return CompletableFuture.supplyAsync(() -> "done", executor);
        }

        Object chained(CompletionStage<String> stage, Executor executor) {
            return stage.thenApplyAsync(String::strip, executor).thenApply(String::strip);
        }

        Object parallel(List<String> texts) {
            RequestContext context = RequestContext.current();
            return texts.parallelStream()
                    .map(context.wrap((String text) -> text.strip()))
                    .toList();
        }

        Object sequential(Stream<String> texts) {
            return texts.sequential().toList();
        }
    }

    @Factory
    @Requires(property = "house-rules-examples")
    static class Pools {

        @Bean
        ExecutorService carried() {
            return Executors.newFixedThreadPool(2);
        }

        /** Declared as what nothing that carries the context can stand in for. */
        @Bean
        ForkJoinPool lost() {
            return new ForkJoinPool(2);
        }

        ExecutorService noBean() {
            return Executors.newFixedThreadPool(2);
        }
    }
}
