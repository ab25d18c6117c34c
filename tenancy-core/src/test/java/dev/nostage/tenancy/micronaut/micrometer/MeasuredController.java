package dev.nostage.tenancy.micronaut.micrometer;

import dev.nostage.tenancy.NoTenant;
import io.micrometer.core.annotation.Counted;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** An application that measures what it does, in every way there is. */
@Controller("/measured")
@Produces(MediaType.TEXT_PLAIN)
@Requires(property = "measured")
class MeasuredController {

    private final Counter held;
    private final MeterRegistry registry;
    private final SelfClient self;

    MeasuredController(MeterRegistry registry, SelfClient self) {
        this.held = registry.counter("held");
        this.registry = registry;
        this.self = self;
    }

    @Get("/{item}")
    @Timed("timed")
    @Counted("counted")
    String measured(String item) {
        held.increment();
        registry.counter("looked.up", "item", "any").increment();
        return item;
    }

    @Get("/reactive/{item}")
    @Timed("timed.reactive")
    Mono<String> reactive(String item) {
        return Mono.just(item).publishOn(Schedulers.parallel()).doOnNext(any -> held.increment());
    }

    @Get("/calling/{item}")
    @ExecuteOn(TaskExecutors.BLOCKING)
    String calling(String item) {
        return self.open(item);
    }

    @NoTenant(because = "it is called from here")
    @Get("/open/{item}")
    String open(String item) {
        return item;
    }

    /** Calls the application itself. */
    @Client("/")
    @Requires(property = "measured")
    interface SelfClient {

        @Get(uri = "/measured/open/{item}", consumes = MediaType.TEXT_PLAIN)
        String open(String item);
    }
}
