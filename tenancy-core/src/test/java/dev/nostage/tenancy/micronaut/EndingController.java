package dev.nostage.tenancy.micronaut;

import dev.nostage.event.WideEvent;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.exceptions.HttpStatusException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An application whose requests end in every way there is. */
@Controller("/ending")
@Produces(MediaType.TEXT_PLAIN)
class EndingController {

    final Semaphore begun = new Semaphore(0);

    @Get("/mono-never")
    Publisher<String> monoNever() {
        return Mono.<String>never().doOnSubscribe(subscription -> begun.release());
    }

    @Get("/future-never")
    CompletableFuture<String> futureNever() {
        begun.release();
        return new CompletableFuture<>();
    }

    @Get("/stream-never")
    Publisher<String> streamNever() {
        return Flux.concat(Flux.just("first"), Flux.never()).doOnNext(item -> begun.release());
    }

    @Get("/stream")
    Publisher<String> stream() {
        return Flux.just("first", "second")
                .doOnComplete(() -> WideEvent.current().note("streamed", true));
    }

    @Get("/stream-broken")
    Publisher<String> streamBroken() {
        return Flux.concat(Flux.just("first"), Flux.error(new IllegalStateException("for the log alone")));
    }

    @Get("/stream-broken-at-once")
    Publisher<String> streamBrokenAtOnce() {
        return Flux.error(new IllegalStateException("for the log alone"));
    }

    @Get("/stream-not-found")
    Publisher<String> streamNotFound() {
        return Flux.error(new HttpStatusException(HttpStatus.NOT_FOUND, "none"));
    }

    @Produces(MediaType.APPLICATION_JSON)
    @Get("/unwritable")
    Unwritable unwritable() {
        return new Unwritable();
    }

    @Get("/timeout")
    Publisher<String> timeout() {
        return Mono.<String>never().timeout(Duration.ofMillis(1));
    }

    void awaitBegun() throws InterruptedException {
        if (!begun.tryAcquire(30, TimeUnit.SECONDS)) {
            throw new AssertionError("No request began");
        }
    }

    /** What no JSON writer can write. */
    public static final class Unwritable {

        private final Map<String, String> names = Map.of();

        public int getLength() {
            return names.get("name").length();
        }
    }
}
