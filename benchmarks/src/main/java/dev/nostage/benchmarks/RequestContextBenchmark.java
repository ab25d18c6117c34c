package dev.nostage.benchmarks;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.propagation.PropagatedContextElement;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading the request context, and binding it, inside a request that has three values bound. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RequestContextBenchmark {

    private static final Key<String> TENANT = Key.local("tenant");
    private static final Key<String> EVENT = Key.local("event");
    private static final Key<String> CITY = Key.local("city");
    private static final ThreadLocal<String> THREAD_LOCAL = new ThreadLocal<>();

    /** Not a constant, which the compiler would fold away. */
    private String value = "acme";

    private Tenant tenant = Tenant.live("acme");

    private final PropagatedContext nothing = PropagatedContext.empty().plus(new Nothing());

    private PropagatedContext.@Nullable Scope request;

    @Setup(Level.Trial)
    public void enter() {
        THREAD_LOCAL.set(value);
        RequestContext context =
                RequestContext.empty().with(EVENT, "event").with(TENANT, value).with(CITY, "Oslo");
        request = context.boundTo(PropagatedContext.empty()).propagate();
    }

    @TearDown(Level.Trial)
    public void leave() {
        if (request != null) {
            request.close();
        }
        THREAD_LOCAL.remove();
    }

    /** The peer of {@link #read}. */
    @Benchmark
    public String threadLocal() {
        return THREAD_LOCAL.get();
    }

    @Benchmark
    public @Nullable String read() {
        return RequestContext.current().get(TENANT);
    }

    /** The peer of {@link #bind}: Micronaut's own binding, of a context that is there already and does nothing. */
    @Benchmark
    public String propagate() {
        Supplier<String> work = () -> value;
        return nothing.propagate(work);
    }

    /** Another peer: the same, of the empty context, which has to take away what was bound before. */
    @Benchmark
    public String propagateEmpty() {
        Supplier<String> work = () -> value;
        return PropagatedContext.empty().propagate(work);
    }

    @Benchmark
    public String bind() {
        return RequestContext.current().with(TENANT, value).call(() -> value);
    }

    /** As {@link #bind}, of what also marks every line of the log. */
    @Benchmark
    public String bindTenant() {
        return Tenants.callAs(tenant, () -> value);
    }

    private static final class Nothing implements PropagatedContextElement {}
}
