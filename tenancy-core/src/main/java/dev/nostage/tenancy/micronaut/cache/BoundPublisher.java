package dev.nostage.tenancy.micronaut.cache;

import dev.nostage.context.RequestContext;
import io.micronaut.aop.InterceptedMethod;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.core.async.propagation.ReactorPropagation;
import io.micronaut.core.propagation.PropagatedContext;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Runs what a publisher does with one context, and what its subscriber does with another; whichever threads either
 * chooses.
 */
final class BoundPublisher<T> implements Publisher<T> {

    private final Publisher<T> source;
    private final RequestContext inside;
    private final RequestContext outside;

    private BoundPublisher(Publisher<T> source, RequestContext inside, RequestContext outside) {
        this.source = source;
        this.inside = inside;
        this.outside = outside;
    }

    /** What {@code call} is to answer. */
    static @Nullable Object answer(
            MethodInvocationContext<?, ?> call,
            InterceptedMethod method,
            Publisher<?> source,
            RequestContext inside,
            RequestContext outside) {
        Publisher<?> bound = new BoundPublisher<>(source, inside, outside);
        return method.handleResult(call.getReturnType().isSingleResult() ? Mono.fromDirect(bound) : Flux.from(bound));
    }

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        inside.run(() -> source.subscribe(new Bound(subscriber)));
    }

    private final class Bound implements CoreSubscriber<T>, Subscription {

        private final Subscriber<? super T> subscriber;
        private @Nullable Subscription subscription;

        Bound(Subscriber<? super T> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public Context currentContext() {
            Context context = subscriber instanceof CoreSubscriber<?> core ? core.currentContext() : Context.empty();
            PropagatedContext propagated =
                    ReactorPropagation.findPropagatedContext(context).orElseGet(PropagatedContext::getOrEmpty);
            return ReactorPropagation.addPropagatedContext(context, inside.boundTo(propagated));
        }

        @Override
        public void onSubscribe(Subscription begun) {
            subscription = begun;
            outside.run(() -> subscriber.onSubscribe(this));
        }

        @Override
        public void onNext(T value) {
            outside.run(() -> subscriber.onNext(value));
        }

        @Override
        public void onError(Throwable failure) {
            outside.run(() -> subscriber.onError(failure));
        }

        @Override
        public void onComplete() {
            outside.run(subscriber::onComplete);
        }

        @Override
        public void request(long count) {
            Subscription begun = subscription;
            if (begun != null) {
                inside.run(() -> begun.request(count));
            }
        }

        @Override
        public void cancel() {
            Subscription begun = subscription;
            if (begun != null) {
                inside.run(begun::cancel);
            }
        }
    }
}
