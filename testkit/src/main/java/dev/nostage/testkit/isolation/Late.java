package dev.nostage.testkit.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Results that are read after the call: read to their end, by whoever is bound here. */
final class Late {

    private static final long LONGEST_SECONDS = 30;

    private Late() {}

    static boolean is(Class<?> type) {
        return Publisher.class.isAssignableFrom(type)
                || CompletionStage.class.isAssignableFrom(type)
                || Future.class.isAssignableFrom(type)
                || BaseStream.class.isAssignableFrom(type);
    }

    static boolean isStream(Class<?> type) {
        return BaseStream.class.isAssignableFrom(type);
    }

    /** Anything else is as it is. */
    static @Nullable Object read(@Nullable Object result) throws Exception {
        if (result instanceof Stream<?> stream) {
            try (stream) {
                return new ArrayList<>(stream.toList());
            }
        }
        if (result instanceof BaseStream<?, ?> stream) {
            List<Object> values = new ArrayList<>();
            try (stream) {
                stream.iterator().forEachRemaining(values::add);
            }
            return values;
        }
        if (result instanceof Publisher<?> publisher) {
            return all(publisher).get(LONGEST_SECONDS, TimeUnit.SECONDS);
        }
        if (result instanceof CompletionStage<?> stage) {
            return stage.toCompletableFuture().get(LONGEST_SECONDS, TimeUnit.SECONDS);
        }
        if (result instanceof Future<?> future) {
            return future.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        }
        return result;
    }

    private static <T> CompletableFuture<List<T>> all(Publisher<T> publisher) {
        CompletableFuture<List<T>> all = new CompletableFuture<>();
        publisher.subscribe(new Subscriber<>() {

            private final List<T> received = new ArrayList<>();

            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(T value) {
                received.add(value);
            }

            @Override
            public void onError(Throwable error) {
                all.completeExceptionally(error);
            }

            @Override
            public void onComplete() {
                all.complete(received);
            }
        });
        return all;
    }
}
