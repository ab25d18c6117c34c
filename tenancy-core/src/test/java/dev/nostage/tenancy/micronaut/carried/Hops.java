package dev.nostage.tenancy.micronaut.carried;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.retry.annotation.Retryable;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.scheduling.annotation.Async;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** What an application hands work to by an annotation. */
@Singleton
@Requires(property = "carried")
class Hops {

    private final ApplicationEventPublisher<Asked> events;

    Hops(ApplicationEventPublisher<Asked> events) {
        this.events = events;
    }

    @Async
    void later(CompletableFuture<String> answer) {
        answer.complete(Here.who());
    }

    @Async
    CompletableFuture<String> laterAsFuture() {
        return CompletableFuture.completedFuture(Here.who());
    }

    @Async
    Publisher<String> laterAsPublisher() {
        return Mono.fromSupplier(Here::who);
    }

    String heard(boolean async) {
        Asked asked = new Asked(new CompletableFuture<>(), new CompletableFuture<>());
        if (async) {
            Future<?> unused = events.publishEventAsync(asked);
        } else {
            events.publishEvent(asked);
        }
        return asked.here().thenCombine(asked.later(), Hops::both).join();
    }

    @EventListener
    void hear(Asked asked) {
        asked.here().complete(Here.who());
    }

    @Async
    @EventListener
    void hearLater(Asked asked) {
        asked.later().complete(Here.who());
    }

    @Retryable(attempts = "2", delay = "1ms")
    String again(AtomicInteger attempts) {
        return secondTime(attempts);
    }

    @Retryable(attempts = "2", delay = "1ms")
    CompletableFuture<String> againAsFuture(AtomicInteger attempts) {
        return CompletableFuture.completedFuture(attempts).thenApply(Hops::secondTime);
    }

    @Retryable(attempts = "2", delay = "1ms")
    Mono<String> againAsMono(AtomicInteger attempts) {
        return Mono.fromSupplier(() -> secondTime(attempts));
    }

    private static String secondTime(AtomicInteger attempts) {
        if (attempts.incrementAndGet() == 1) {
            throw new IllegalStateException("the first attempt");
        }
        return Here.who();
    }

    static String both(String one, String other) {
        return one.equals(other) ? one : one + " and " + other;
    }

    record Asked(CompletableFuture<String> here, CompletableFuture<String> later) {}

    /** The probe itself, called as a service. */
    @Client("/carried")
    @Produces(MediaType.TEXT_PLAIN)
    interface Service {

        @Get(value = "/event-loop", consumes = MediaType.TEXT_PLAIN)
        String now();

        @Get(value = "/event-loop", consumes = MediaType.TEXT_PLAIN)
        CompletableFuture<String> future();

        @Get(value = "/event-loop", consumes = MediaType.TEXT_PLAIN)
        Mono<String> mono();

        @Get(value = "/held/{gate}", consumes = MediaType.TEXT_PLAIN)
        CompletableFuture<String> held(String gate);
    }
}
