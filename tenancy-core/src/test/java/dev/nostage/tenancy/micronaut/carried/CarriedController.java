package dev.nostage.tenancy.micronaut.carried;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** An application whose every route tells whom the code at the end of a hop works for. */
@Controller("/carried")
@Produces(MediaType.TEXT_PLAIN)
@Requires(property = "carried")
class CarriedController {

    private final Probes probes;

    CarriedController(Probes probes) {
        this.probes = probes;
    }

    @Get("/event-loop")
    String eventLoop() {
        return Here.who();
    }

    @ExecuteOn(TaskExecutors.BLOCKING)
    @Get("/blocking")
    String blocking() {
        return Here.who();
    }

    @ExecuteOn(TaskExecutors.IO)
    @Get("/io")
    String io() {
        return Here.who();
    }

    @Get("/mono")
    Mono<String> mono() {
        return Mono.fromSupplier(Here::who)
                .subscribeOn(Schedulers.boundedElastic())
                .zipWhen(first -> Mono.fromSupplier(Here::who), Hops::both)
                .publishOn(Schedulers.parallel())
                .map(before -> Hops.both(before, Here.who()))
                .delayElement(Duration.ofMillis(1))
                .map(before -> Hops.both(before, Here.who()));
    }

    @Get("/flux")
    Flux<String> flux() {
        return Flux.range(0, 3)
                .subscribeOn(Schedulers.boundedElastic())
                .map(i -> Here.who())
                .publishOn(Schedulers.parallel())
                .map(before -> Hops.both(before, Here.who()))
                .delayElements(Duration.ofMillis(1))
                .flatMap(before ->
                        Mono.fromSupplier(() -> Hops.both(before, Here.who())).subscribeOn(Schedulers.boundedElastic()))
                .reduce(Hops::both)
                .flux();
    }

    @Get("/future/{probe}")
    CompletableFuture<String> future(String probe) {
        return CompletableFuture.completedFuture(probes.named(probe)).thenCompose(Probes.Probe::ask);
    }

    @Get("/held/{gate}")
    CompletableFuture<String> held(String gate) {
        return probes.gate(gate);
    }

    @ExecuteOn(TaskExecutors.BLOCKING)
    @Get("/blocking/{probe}")
    String blocking(String probe) {
        return probes.named(probe).ask().join();
    }
}
