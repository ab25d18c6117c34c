package dev.nostage.timemachine.micronaut;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import dev.nostage.tenancy.micronaut.OpenedRequest;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.TimeMachineClock;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import io.micronaut.web.router.Router;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What time it is, and what a request pays that asks for none. In the filters' own package, to call them as they are. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TimeMachineBenchmark {

    private static final Instant THEN = Instant.parse("2027-11-27T08:00:00Z");

    /** The peer of {@link #instant}. */
    @Benchmark
    public Instant systemInstant(Journey journey) {
        return journey.systemTime.instant();
    }

    @Benchmark
    public Instant instant(Journey journey) {
        return journey.clock.instant();
    }

    /** The peer of {@link #untravelled}: a request's propagated context, and its answer. */
    @Benchmark
    public MutableHttpResponse<?> unfiltered(Route route) {
        MutablePropagatedContext propagated = MutablePropagatedContext.of(route.present);
        MutableHttpResponse<?> response = HttpResponse.ok();
        return propagated.getContext() == null ? HttpResponse.notFound() : response;
    }

    /** All that stands in the way of a request without the header: the look at its route, the filters, and the marks. */
    @Benchmark
    public MutableHttpResponse<?> untravelled(Route route) {
        MutablePropagatedContext propagated = MutablePropagatedContext.of(route.present);
        if (route.routes.isHidden(route.asked)) {
            throw new IllegalStateException("This route is always live");
        }
        route.time.depart(route.request, propagated);
        MutableHttpResponse<?> response = HttpResponse.ok();
        route.answer.tell(route.request, response);
        return response;
    }

    /** A request of a tenant's that travels; or does not, while {@code others} do or nobody does. */
    @State(Scope.Thread)
    public static class Journey {

        @Param({"none", "others", "flow", "freeze"})
        private String journey = "";

        private final Clock systemTime = Clock.systemUTC();
        private final Clock clock = new TimeMachineClock(systemTime);

        private PropagatedContext.@Nullable Scope request;

        @SuppressWarnings("UnusedVariable") // it is held
        private @Nullable AsOf elsewhere;

        @Setup(Level.Trial)
        public void begin() {
            RequestContext present = RequestContext.empty().with(Tenants.KEY, Tenant.live("acme"));
            elsewhere = journey.equals("others") ? AsOf.freeze(THEN) : null;
            RequestContext context = switch (journey) {
                case "flow" -> present.with(AsOf.KEY, AsOf.flow(THEN, systemTime.instant()));
                case "freeze" -> present.with(AsOf.KEY, AsOf.freeze(THEN));
                default -> present;
            };
            request = context.boundTo(PropagatedContext.empty()).propagate();
        }

        @TearDown(Level.Trial)
        public void end() {
            if (request != null) {
                request.close();
            }
        }
    }

    /** The filters of an application, and a request that has found its route there. */
    @State(Scope.Thread)
    public static class Route {

        private final ApplicationContext application = ApplicationContext.run();
        private final TimeFilter time = application.getBean(TimeFilter.class);
        private final AnswerFilter answer = application.getBean(AnswerFilter.class);
        private final LaunchedRoutes routes = application.getBean(LaunchedRoutes.class);
        private final MutableHttpRequest<?> request =
                HttpRequest.GET("/greeting").header("Host", "localhost").header("Accept", "text/plain");
        private final RouteMatch<?> match =
                Objects.requireNonNull(application.getBean(Router.class).findClosest(request));
        private final LaunchedRouter.Asked asked = new LaunchedRouter.Asked(request, match);

        private PropagatedContext present = PropagatedContext.empty();

        @Setup(Level.Trial)
        public void find() {
            RouteAttributes.setRouteMatch(request, match);
            present = OpenedRequest.open(
                    application,
                    request,
                    RequestContext.empty()
                            .with(Tenants.KEY, Tenant.live("acme"))
                            .boundTo(PropagatedContext.empty()));
        }

        @TearDown(Level.Trial)
        public void stop() {
            application.close();
        }
    }
}
