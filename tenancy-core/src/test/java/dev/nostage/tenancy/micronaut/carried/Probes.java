package dev.nostage.tenancy.micronaut.carried;

import dev.nostage.context.RequestContext;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Hops from a request to other threads, each by the name of what hands the work over. */
@Singleton
@Requires(property = "carried")
class Probes {

    private static final Supplier<String> WHO = Here::who;

    private final Map<String, Probe> probes = new HashMap<>();
    private final Map<String, CompletableFuture<String>> gates = new ConcurrentHashMap<>();

    Probes(
            BeanContext beans,
            Hops hops,
            Hops.Service service,
            TaskScheduler scheduler,
            @Client("/") HttpClient client) {
        onExecutors(beans);
        byAnnotation(hops);
        scheduled(scheduler);
        called(service, client);
        lost();
    }

    Probe named(String name) {
        return Objects.requireNonNull(probes.get(name), name);
    }

    private void onExecutors(BeanContext beans) {
        for (String name : List.of(TaskExecutors.IO, TaskExecutors.BLOCKING, TaskExecutors.SCHEDULED)) {
            probes.put(name, on(beans.getBean(ExecutorService.class, Qualifiers.byName(name))));
        }
        probes.put("executor", on(beans.getBean(Executor.class, Qualifiers.byName("declared-executor"))));
        probes.put("service", on(beans.getBean(ExecutorService.class, Qualifiers.byName("declared-service"))));
        probes.put("stealing", on(beans.getBean(ExecutorService.class, Qualifiers.byName("declared-stealing"))));
        probes.put("pool", on(beans.getBean(ThreadPoolExecutor.class)));
        ScheduledExecutorService once =
                beans.getBean(ScheduledExecutorService.class, Qualifiers.byName("declared-scheduler"));
        probes.put("scheduler", on(once));
        probes.put(
                "scheduler-delayed", () -> seenAndStopped(answer -> once.schedule(answer, 1, TimeUnit.MILLISECONDS)));
        probes.put(
                "scheduler-repeated",
                () -> seenAndStopped(answer -> once.scheduleWithFixedDelay(answer, 0, 1, TimeUnit.HOURS)));
        ScheduledThreadPoolExecutor pool = beans.getBean(ScheduledThreadPoolExecutor.class);
        probes.put("scheduled-pool", on(pool));
        probes.put(
                "scheduled-pool-delayed",
                () -> seenAndStopped(answer -> pool.schedule(answer, 1, TimeUnit.MILLISECONDS)));
        probes.put(
                "scheduled-pool-repeated",
                () -> seenAndStopped(answer -> pool.scheduleAtFixedRate(answer, 0, 1, TimeUnit.HOURS)));
        Executor forkJoin = beans.getBean(Executor.class, Qualifiers.byName("declared-fork-join"));
        probes.put("fork-join", on(forkJoin));
        probes.put("fork-join-wrapped", () -> on(RequestContext.wrap(forkJoin)).ask());
    }

    private void byAnnotation(Hops hops) {
        probes.put("async", () -> {
            CompletableFuture<String> answer = new CompletableFuture<>();
            hops.later(answer);
            return answer;
        });
        probes.put("async-future", hops::laterAsFuture);
        probes.put("async-publisher", () -> Mono.from(hops.laterAsPublisher()).toFuture());
        probes.put("event", () -> CompletableFuture.completedFuture(hops.heard(false)));
        probes.put("event-async", () -> CompletableFuture.completedFuture(hops.heard(true)));
        probes.put("retry", () -> CompletableFuture.completedFuture(hops.again(new AtomicInteger())));
        probes.put("retry-future", () -> hops.againAsFuture(new AtomicInteger()));
        probes.put("retry-mono", () -> hops.againAsMono(new AtomicInteger()).toFuture());
    }

    private void scheduled(TaskScheduler scheduler) {
        probes.put("task", () -> seenAndStopped(answer -> scheduler.schedule(Duration.ofMillis(1), answer)));
        probes.put(
                "task-rate",
                () -> seenAndStopped(
                        answer -> scheduler.scheduleAtFixedRate(Duration.ZERO, Duration.ofHours(1), answer)));
        probes.put("task-cron", () -> seenAndStopped(answer -> scheduler.schedule("* * * * * *", answer)));
    }

    private void called(Hops.Service service, HttpClient client) {
        var request = HttpRequest.GET("/carried/event-loop").accept(MediaType.TEXT_PLAIN_TYPE);
        probes.put("client", () -> CompletableFuture.completedFuture(service.now()));
        probes.put("client-future", service::future);
        probes.put("client-mono", () -> service.mono().toFuture());
        probes.put(
                "http",
                () -> CompletableFuture.completedFuture(client.toBlocking().retrieve(request)));
        probes.put("http-future", () -> Mono.from(client.retrieve(request)).toFuture());
        probes.put(
                "http-publisher",
                () -> Mono.from(client.retrieve(request))
                        .map(there -> Hops.both(there, Here.who()))
                        .toFuture());
        probes.put(
                "http-chained",
                () -> chained(gate -> Mono.from(client.retrieve(
                                HttpRequest.GET("/carried/held/" + gate).accept(MediaType.TEXT_PLAIN_TYPE)))
                        .toFuture()));
        probes.put("client-chained", () -> chained(service::held));
    }

    private void lost() {
        probes.put("raw-thread", () -> seen(answer -> new Thread(answer).start()));
        probes.put(
                "raw-thread-wrapped",
                () -> seen(answer -> new Thread(RequestContext.current().wrap(answer)).start()));
        probes.put("raw-future", () -> chained(this::completedByARawThread));
        probes.put(
                "raw-future-wrapped",
                () -> chained(gate -> RequestContext.current().wrap(completedByARawThread(gate))));
        probes.put("common-pool", () -> CompletableFuture.supplyAsync(WHO));
        probes.put(
                "common-pool-wrapped",
                () -> CompletableFuture.supplyAsync(RequestContext.current().wrap(WHO)));
        probes.put("parallel-stream", () -> parallel(latch -> meet(latch)));
        probes.put("parallel-stream-wrapped", () -> {
            Function<CountDownLatch, String> meets = Probes::meet;
            return parallel(RequestContext.current().wrap(meets));
        });
    }

    /** Chains to an answer before it can come: so it runs on the thread that brings it. */
    private CompletableFuture<String> chained(Function<String, CompletableFuture<String>> asks) {
        String gate = UUID.randomUUID().toString();
        CompletableFuture<String> answer = asks.apply(gate).thenApply(there -> Here.who());
        gate(gate).complete("open");
        return answer;
    }

    private CompletableFuture<String> completedByARawThread(String gate) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        new Thread(() -> answer.complete(gate(gate).join())).start();
        return answer;
    }

    /** What an answer waits for. */
    CompletableFuture<String> gate(String name) {
        return gates.computeIfAbsent(name, absent -> new CompletableFuture<>());
    }

    private static Probe on(Executor executor) {
        return () -> CompletableFuture.supplyAsync(WHO, executor);
    }

    /** Two elements that wait for one another: so one of them runs on another thread. */
    private static CompletableFuture<String> parallel(Function<CountDownLatch, String> element) {
        CountDownLatch latch = new CountDownLatch(2);
        List<String> seen = List.of(latch, latch).parallelStream().map(element).toList();
        boolean lost = seen.contains(Here.NOBODY);
        return CompletableFuture.completedFuture(lost ? Here.NOBODY : Hops.both(seen.get(0), seen.get(1)));
    }

    private static String meet(CountDownLatch latch) {
        latch.countDown();
        try {
            return latch.await(10, TimeUnit.SECONDS) ? Here.who() : "alone";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static CompletableFuture<String> seen(Consumer<Runnable> hands) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        hands.accept(() -> answer.complete(Here.who()));
        return answer;
    }

    private static CompletableFuture<String> seenAndStopped(Function<Runnable, ScheduledFuture<?>> hands) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Future<?> task = hands.apply(() -> answer.complete(Here.who()));
        return answer.whenComplete((who, failure) -> task.cancel(false));
    }

    interface Probe {

        CompletableFuture<String> ask();
    }
}
