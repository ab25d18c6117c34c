package dev.nostage.context;

import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.propagation.PropagatedContextElement;
import java.util.Arrays;
import java.util.concurrent.Callable;
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
public final class RequestContext implements PropagatedContextElement {

    private static final RequestContext EMPTY = new RequestContext(new Object[0]);

    /** Key, value, key, value: there are never more than a handful, and a scan beats a map. */
    private final Object[] entries;

    private RequestContext(Object[] entries) {
        this.entries = entries;
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
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i] == key) {
                return (T) entries[i + 1];
            }
        }
        return null;
    }

    /** A context that has this value too. Nothing is bound until {@link #call} or {@link #run}. */
    public <T> RequestContext with(Key<T> key, T value) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i] == key) {
                Object[] replaced = entries.clone();
                replaced[i + 1] = value;
                return new RequestContext(replaced);
            }
        }
        Object[] extended = Arrays.copyOf(entries, entries.length + 2);
        extended[entries.length] = key;
        extended[entries.length + 1] = value;
        return new RequestContext(extended);
    }

    /** A context that has the values of {@code others} too; where both have one, theirs. */
    @SuppressWarnings("unchecked") // a key stands only beside a value that with() checked
    public RequestContext withAll(RequestContext others) {
        RequestContext merged = this;
        for (int i = 0; i < others.entries.length; i += 2) {
            merged = merged.with((Key<Object>) others.entries[i], others.entries[i + 1]);
        }
        return merged;
    }

    /** A context that lacks this value. */
    public RequestContext without(Key<?> key) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i] == key) {
                Object[] shortened = new Object[entries.length - 2];
                System.arraycopy(entries, 0, shortened, 0, i);
                System.arraycopy(entries, i + 2, shortened, i, shortened.length - i);
                return new RequestContext(shortened);
            }
        }
        return this;
    }

    /** Runs {@code work} with this context bound, and restores what was bound before. */
    @SuppressWarnings("try") // the scope is closed, never read
    public <V extends @Nullable Object, X extends Exception> V call(Work<V, X> work) throws X {
        try (PropagatedContext.Scope bound =
                boundTo(PropagatedContext.getOrEmpty()).propagate()) {
            return work.call();
        }
    }

    /** Runs {@code work} with this context bound, and restores what was bound before. */
    @SuppressWarnings("try")
    public void run(Runnable work) {
        try (PropagatedContext.Scope bound =
                boundTo(PropagatedContext.getOrEmpty()).propagate()) {
            work.run();
        }
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
        return present == this ? outer : outer.replace(present, this);
    }

    /** Names the keys, never the values: a context holds what must not be logged. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("RequestContext[");
        for (int i = 0; i < entries.length; i += 2) {
            text.append(i == 0 ? "" : ", ").append(entries[i]);
        }
        return text.append(']').toString();
    }
}
