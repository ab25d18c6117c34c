package dev.nostage.partitioning.result;

import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A stream's elements, each shown to the tenant that asked; it cannot be split, since other threads have no tenant. */
final class BoundSpliterator<T> implements Spliterator<T> {

    private final Spliterator<T> source;
    private final Asker asker;

    private BoundSpliterator(Spliterator<T> source, Asker asker) {
        this.source = source;
        this.asker = asker;
    }

    static <T> Stream<T> streamOf(Stream<T> source, Asker asker) {
        return StreamSupport.stream(new BoundSpliterator<>(source.spliterator(), asker), false)
                .onClose(source::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        asker.demand();
        return source.tryAdvance(action);
    }

    @Override
    public @Nullable Spliterator<T> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return source.estimateSize();
    }

    @Override
    public int characteristics() {
        // Neither sorted, by an order that would have to be told, nor of a size that splitting would need.
        return source.characteristics() & ~(Spliterator.SORTED | Spliterator.SIZED | Spliterator.SUBSIZED);
    }
}
