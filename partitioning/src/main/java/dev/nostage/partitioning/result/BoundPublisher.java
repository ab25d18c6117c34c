package dev.nostage.partitioning.result;

import dev.nostage.partitioning.RepositoryWall;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A publisher's elements, shown to the tenant that asked. */
final class BoundPublisher<T> implements Publisher<T> {

    private final Publisher<T> source;
    private final Asker asker;

    BoundPublisher(Publisher<T> source, Asker asker) {
        this.source = source;
        this.asker = asker;
    }

    @Override
    public void subscribe(Subscriber<? super T> reader) {
        RuntimeException refusal = refusal(asker::demand);
        if (refusal != null) {
            reader.onSubscribe(Nothing.INSTANCE);
            reader.onError(refusal);
            return;
        }
        asker.context.run(() -> source.subscribe(new Bound<>(reader, asker)));
    }

    private static @Nullable RuntimeException refusal(Runnable check) {
        try {
            check.run();
            return null;
        } catch (RuntimeException refusal) {
            return refusal;
        }
    }

    /** What a refused reader is subscribed to. */
    private enum Nothing implements Subscription {
        INSTANCE;

        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }

    private static final class Bound<T> implements Subscriber<T>, Subscription {

        private final Subscriber<? super T> reader;
        private final Asker asker;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile @Nullable Subscription source;

        Bound(Subscriber<? super T> reader, Asker asker) {
            this.reader = reader;
            this.asker = asker;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            source = subscription;
            asker.context.run(() -> reader.onSubscribe(this));
        }

        @Override
        public void onNext(T element) {
            if (mayRead() && !ended.get()) {
                asker.context.run(() -> reader.onNext(element));
            }
        }

        @Override
        public void onError(Throwable failure) {
            Throwable told = failure instanceof RuntimeException thrown
                    ? RepositoryWall.refusalIn(thrown).orElse(thrown)
                    : failure;
            if (ended.compareAndSet(false, true)) {
                asker.context.run(() -> reader.onError(told));
            }
        }

        @Override
        public void onComplete() {
            if (ended.compareAndSet(false, true)) {
                asker.context.run(reader::onComplete);
            }
        }

        @Override
        public void request(long count) {
            Subscription subscription = source;
            if (subscription != null && mayRead()) {
                asker.context.run(() -> subscription.request(count));
            }
        }

        @Override
        public void cancel() {
            Subscription subscription = source;
            if (subscription != null) {
                subscription.cancel();
            }
        }

        /** Ends the subscription where another tenant is bound. */
        private boolean mayRead() {
            RuntimeException refusal = refusal(asker::refuseOther);
            if (refusal == null) {
                return true;
            }
            cancel();
            if (ended.compareAndSet(false, true)) {
                reader.onError(refusal);
            }
            return false;
        }
    }
}
