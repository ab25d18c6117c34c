package dev.nostage.context;

import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a request knows about itself: who it works for, when, and under which conditions. Immutable; bound for a call
 * and unbound after it, whatever the call does.
 *
 * <p>It is one element of Micronaut's {@link PropagatedContext}, which carries it over the hops that the framework
 * knows. Raw threads, the common pool and parallel streams lose it: hand them work from {@link #wrap(Runnable)}. Pools of
 * one's own lose it too: wrap them once, by {@link #wrap(ExecutorService)}.
 */
public final class RequestContext implements ThreadPropagatedContextElement<@Nullable String[]> {

    /** So many values may stand in a chain before it is looked through for those that a later one hides. */
    private static final int SHORT = 16;

    private static final RequestContext EMPTY = new RequestContext(Key.local("nothing"), "", null, 0, null);

    /** The last value, before a chain of the others: an earlier one of the same key is hidden by it. */
    private final Key<?> key;

    private final Object value;
    private final @Nullable RequestContext rest;
    private final int length;
    private final @Nullable LogMark mark;

    private RequestContext(
            Key<?> key, Object value, @Nullable RequestContext rest, int length, @Nullable LogMark mark) {
        this.key = key;
        this.value = value;
        this.rest = rest;
        this.length = length;
        this.mark = mark;
    }

    public static RequestContext empty() {
        return EMPTY;
    }

    /** What is bound here; empty where nothing is. */
    public static RequestContext current() {
        return in(PropagatedContext.getOrEmpty());
    }

    /** What a propagated context carries; for wiring that is handed one before it is bound. */
    public static RequestContext in(PropagatedContext propagated) {
        return propagated.find(RequestContext.class).orElse(EMPTY);
    }

    @SuppressWarnings("unchecked") // a key stands only beside a value that with() checked
    public <T> @Nullable T get(Key<T> key) {
        for (RequestContext at = this; at != null; at = at.rest) {
            if (at.key == key) {
                return (T) at.value;
            }
        }
        return null;
    }

    /** A context that has this value too. Nothing is bound until {@link #call} or {@link #run}. */
    public <T> RequestContext with(Key<T> key, T value) {
        return and(key, value);
    }

    /** A context that has the values of {@code others} too; where both have one, theirs. */
    public RequestContext withAll(RequestContext others) {
        return others.rest == null ? this : withAll(others.rest).and(others.key, others.value);
    }

    /** A context that lacks this value. */
    public RequestContext without(Key<?> key) {
        if (rest == null) {
            return this;
        }
        RequestContext shorter = rest.without(key);
        if (this.key == key) {
            return shorter;
        }
        return shorter == rest ? this : shorter.and(this.key, value);
    }

    @SuppressWarnings("unchecked") // a key stands only beside a value that with() checked
    private RequestContext and(Key<?> key, Object value) {
        RequestContext before = length < SHORT ? this : without(key);
        LogMark marked = key.isLogged() ? LogMark.with(before.mark, (Key<Object>) key, value) : before.mark;
        return new RequestContext(key, value, before, before.length + 1, marked);
    }

    /**
     * What must not share a cached value: the part that each key for which that was said takes from its value, by the
     * key's name, in the order of the names.
     *
     * @throws IllegalStateException if two keys of one name say so, since either would hide the other
     */
    public SortedMap<String, String> cacheParts() {
        SortedMap<String, String> parts = new TreeMap<>();
        for (RequestContext at = this; at != null; at = at.rest) {
            String part = at.key.cachePart(at.value);
            if (part != null && !isHidden(at) && parts.putIfAbsent(at.key.name(), part) != null) {
                throw new IllegalStateException(
                        "Two keys named \"" + at.key + "\" separate caches: rename one of them");
            }
        }
        return parts;
    }

    private boolean isHidden(RequestContext value) {
        for (RequestContext newer = this; newer != value && newer != null; newer = newer.rest) {
            if (newer.key == value.key) {
                return true;
            }
        }
        return false;
    }

    /** Runs {@code work} with this context bound, and restores what was bound before. */
    @SuppressWarnings({"try", "ReferenceEquality"}) // the scope is closed, never read; boundTo gives back the same one
    public <V extends @Nullable Object, X extends Exception> V call(Work<V, X> work) throws X {
        PropagatedContext outer = PropagatedContext.getOrEmpty();
        PropagatedContext inner = boundTo(outer);
        if (inner == outer) {
            return work.call(); // it is bound here already
        }
        try (PropagatedContext.Scope bound = inner.propagate()) {
            return work.call();
        }
    }

    /** Runs {@code work} with this context bound, and restores what was bound before. */
    public void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }

    /** Work that binds this context wherever it runs. */
    public Runnable wrap(Runnable work) {
        return () -> run(work);
    }

    /** Work that binds this context wherever it runs. */
    public <V extends @Nullable Object> Callable<V> wrap(Callable<V> work) {
        return () -> call(work::call);
    }

    /** Work that binds this context wherever it runs. */
    public <V extends @Nullable Object> Supplier<V> wrap(Supplier<V> work) {
        return () -> call(work::get);
    }

    /** Work that binds this context wherever it runs. */
    @SuppressWarnings("overloads") // a lambda with a block body may mean either, and can say which
    public <T extends @Nullable Object, R extends @Nullable Object> Function<T, R> wrap(Function<T, R> work) {
        return argument -> call(() -> work.apply(argument));
    }

    /** Work that binds this context wherever it runs. */
    @SuppressWarnings("overloads") // a lambda with a block body may mean either, and can say which
    public <T extends @Nullable Object> Consumer<T> wrap(Consumer<T> work) {
        return argument -> run(() -> work.accept(argument));
    }

    /**
     * A future with the outcome of {@code stage}, which completes while this context is bound: what is chained to it, by
     * {@code thenApply} and the like, runs with it. What is chained after it has completed runs as its caller does.
     */
    public <V extends @Nullable Object> CompletableFuture<V> wrap(CompletionStage<V> stage) {
        return CarryingFuture.of(this, stage);
    }

    /**
     * An executor whose work runs with all that is propagated where it is handed in; with nothing, if nothing is. It
     * holds no context itself, so it may live as long as {@code pool}.
     */
    @SuppressWarnings("overloads") // a lambda that means an executor and not a consumer is rare, and can say so
    public static Executor wrap(Executor pool) {
        return pool instanceof ExecutorService service ? wrap(service) : CarryingExecutor.over(pool);
    }

    /**
     * An executor whose work runs with all that is propagated where it is handed in; with nothing, if nothing is. It
     * holds no context itself, so it may live as long as {@code pool}, which it shuts down when told to.
     */
    public static ExecutorService wrap(ExecutorService pool) {
        return CarryingExecutorService.over(pool);
    }

    /** The propagated context in which this one takes the place of the one that was there. */
    public PropagatedContext boundTo(PropagatedContext outer) {
        RequestContext present = outer.find(RequestContext.class).orElse(null);
        if (present == null) {
            return outer.plus(this);
        }
        return present == this ? outer : outer.replace(present, inside(present));
    }

    private RequestContext inside(RequestContext outer) {
        LogMark hiding = LogMark.inside(outer.mark, mark);
        return hiding == mark ? this : new RequestContext(key, value, rest, length, hiding);
    }

    /** Marks the log context of the thread that this context is being bound to; for the propagation alone. */
    @Override
    public @Nullable String @Nullable [] updateThreadContext() {
        return mark == null ? null : mark.write();
    }

    @Override
    public void restoreThreadContext(@Nullable String @Nullable [] before) {
        if (mark != null && before != null) {
            mark.restore(before);
        }
    }

    /** Names the keys, the last one first, and never the values: a context holds what must not be logged. */
    @Override
    public String toString() {
        Set<Key<?>> keys = new LinkedHashSet<>();
        for (RequestContext at = this; at.rest != null; at = at.rest) {
            keys.add(at.key);
        }
        return "RequestContext" + keys;
    }
}
