package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.LiveFrom;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What costs something else from a date on: one price after the other. */
interface Tariffs {

    String SPEC = "tariffs";

    String price(int count) throws IOException;

    CompletionStage<String> stage();

    Publisher<String> many();

    /** Says its own name. */
    abstract class Named implements Tariffs {

        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public String price(int count) throws IOException {
            if (count < 0) {
                throw new IOException(name + " sells nothing");
            }
            return name + " " + count;
        }

        @Override
        public CompletionStage<String> stage() {
            return CompletableFuture.completedFuture(name);
        }

        @Override
        public Publisher<String> many() {
            return Flux.just(name, name);
        }
    }

    @Singleton
    @Requires(property = SPEC)
    class Old extends Named {
        Old() {
            super("old");
        }
    }

    /** Of a launch with a name, which ends. */
    @Singleton
    @Requires(property = SPEC)
    @LiveFrom(value = "sale", predecessor = Old.class)
    class Sale extends Named {

        private boolean ready;

        Sale() {
            super("sale");
        }

        @PostConstruct
        void prepare() {
            ready = true;
        }

        @Override
        public String price(int count) throws IOException {
            return ready ? super.price(count) : "not ready";
        }
    }

    /** Of a date that stands here, after the other. */
    @Singleton
    @Requires(property = SPEC)
    @LiveFrom(value = "2031-01-01", predecessor = Old.class)
    class Next extends Named {
        Next() {
            super("next");
        }
    }

    /** Succeeds what succeeds. */
    @Primary
    @Singleton
    @Requires(property = SPEC)
    @LiveFrom(value = "2032-01-01T00:00-08:00", until = "2033-01-01T00:00Z", predecessor = Next.class)
    class Last extends Named {
        Last() {
            super("last");
        }
    }

    /** Has methods that are live from a date, and no predecessor. */
    @Singleton
    @Requires(property = SPEC)
    class Vouchers {

        @LiveFrom(value = "2030-06-01T00:00Z", until = "2030-07-01T00:00Z")
        String redeem() {
            return "redeemed";
        }

        @LiveFrom("sale")
        Mono<String> later() {
            return Mono.just("later");
        }

        @LiveFrom("sale")
        CompletionStage<String> stage() {
            return CompletableFuture.completedFuture("stage");
        }

        String always() {
            return "always";
        }
    }

    /** What is published. */
    record Order(String sku) {}

    /** An annotation of the application's. */
    @EventListener
    @Retention(RetentionPolicy.RUNTIME)
    @interface Heard {}

    /** Would stop the start if it refused. */
    @Singleton
    @Requires(property = SPEC)
    @LiveFrom("sale")
    class Opening implements ApplicationEventListener<Object> {

        private int heard;

        @Override
        public void onApplicationEvent(Object event) {
            heard++;
        }

        int heard() {
            return heard;
        }
    }

    /** Does what nobody asks for. */
    @Singleton
    @Requires(property = SPEC)
    @LiveFrom("sale")
    class Reminders {

        private int sent;

        @Scheduled(cron = "0 0 1 1 *")
        void send() {
            sent++;
        }

        @EventListener
        void ordered(Order order) {
            sent++;
        }

        @Heard
        void heard(Order order) {
            sent++;
        }

        /** Its number is asked for, whoever calls it. */
        @Scheduled(cron = "0 0 1 1 *")
        int counted() {
            return sent;
        }

        int sent() {
            return sent;
        }
    }
}
