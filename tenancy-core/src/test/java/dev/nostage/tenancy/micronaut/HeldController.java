package dev.nostage.tenancy.micronaut;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** An application whose requests end when a test says so. */
@Controller("/held")
@Produces(MediaType.TEXT_PLAIN)
class HeldController {

    final Semaphore begun = new Semaphore(0);
    final Semaphore letGo = new Semaphore(0);
    volatile Sinks.One<String> pending = Sinks.one();

    @ExecuteOn(TaskExecutors.BLOCKING)
    @Get("/blocking")
    String blocking() throws InterruptedException {
        begun.release();
        return letGo.tryAcquire(30, TimeUnit.SECONDS) ? "let go" : "forgotten";
    }

    @Get("/pending")
    Publisher<String> pending() {
        return pending.asMono().doOnSubscribe(subscription -> begun.release());
    }

    @Get("/stream")
    Publisher<String> stream() {
        return Flux.concat(Flux.just("first"), Flux.never()).doOnNext(item -> begun.release());
    }

    @Get("/broken-stream")
    Publisher<String> brokenStream() {
        return Flux.concat(Flux.just("first"), Flux.error(new IllegalStateException("for the log alone")));
    }
}
