package dev.nostage.tenancy.micronaut.carried;

import dev.nostage.tenancy.Tenants;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Hops through small pools, failing as it is told to, and compares the tenant with the one of the address at each. */
@Controller("/stress/{tenant}/{fate}")
@Produces(MediaType.TEXT_PLAIN)
@Requires(property = "stress")
class StressController {

    final AtomicLong hops = new AtomicLong();
    final AtomicLong hopsOfTheLeft = new AtomicLong();
    final AtomicLong mismatches = new AtomicLong();

    private final ExecutorService service;
    private final ScheduledExecutorService scheduler;
    private final ThreadPoolExecutor pool;
    private final HttpClient client;

    StressController(
            @Named("declared-service") ExecutorService service,
            @Named("declared-scheduler") ScheduledExecutorService scheduler,
            @Named("declared-pool") ThreadPoolExecutor pool,
            @Client("/") HttpClient client) {
        this.service = service;
        this.scheduler = scheduler;
        this.pool = pool;
        this.client = client;
    }

    @Get("/event-loop")
    String eventLoop(String tenant, Fate fate) {
        return hop(tenant, fate);
    }

    @ExecuteOn(TaskExecutors.IO)
    @Get("/io")
    String io(String tenant, Fate fate) throws Exception {
        return service.submit(() -> hop(tenant, fate)).get();
    }

    @Get("/future")
    CompletableFuture<String> future(String tenant, Fate fate) {
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> hop(tenant, Fate.WORKS), pool)
                .thenApplyAsync(before -> hop(tenant, fate), service);
        if (fate == Fate.TIMES_OUT) {
            CompletableFuture<String> never = new CompletableFuture<>();
            Future<?> unused = scheduler.schedule(
                    () -> never.completeExceptionally(new TimeoutException(hop(tenant, Fate.WORKS))),
                    1,
                    TimeUnit.MILLISECONDS);
            return answer.thenCombine(never, String::concat);
        }
        if (fate == Fate.IS_CANCELLED) {
            pool.execute(() -> answer.cancel(hop(tenant, Fate.WORKS).isEmpty()));
        }
        return answer;
    }

    @Get("/mono")
    Mono<String> mono(String tenant, Fate fate) {
        Mono<String> answer = Mono.fromSupplier(() -> hop(tenant, Fate.WORKS))
                .subscribeOn(Schedulers.fromExecutorService(service))
                .publishOn(Schedulers.fromExecutorService(pool))
                .map(before -> hop(tenant, fate));
        return switch (fate) {
            case TIMES_OUT -> answer.then(Mono.<String>never()).timeout(Duration.ofMillis(1));
            case IS_CANCELLED -> Mono.firstWithSignal(answer, Mono.fromSupplier(() -> hop(tenant, fate)));
            default -> answer;
        };
    }

    @Get("/call")
    Mono<String> call(String tenant, Fate fate) {
        var onward = HttpRequest.GET("/stress/" + tenant + "/" + fate + "/event-loop")
                .accept(MediaType.TEXT_PLAIN_TYPE);
        return Mono.from(client.retrieve(onward)).map(answer -> {
            hop(tenant, Fate.WORKS);
            return answer;
        });
    }

    private String hop(String tenant, Fate fate) {
        hops.incrementAndGet();
        if (fate == Fate.IS_LEFT) {
            hopsOfTheLeft.incrementAndGet();
        }
        String here = Here.who();
        if (!here.equals(tenant)) {
            mismatches.incrementAndGet();
        }
        Tenants.require();
        if (fate == Fate.THROWS) {
            throw new IllegalStateException("as told to");
        }
        if (fate == Fate.BREAKS) {
            throw new AssertionError("as told to");
        }
        return here;
    }

    /** How a request ends. */
    enum Fate {
        WORKS,
        THROWS,
        BREAKS,
        TIMES_OUT,
        IS_CANCELLED,
        /** The caller closes its end without waiting for the answer. */
        IS_LEFT
    }
}
