package dev.nostage.tenancy.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.ClientFilter;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/** An application that traces what it does, here and on other threads, and calls others. */
@Controller("/traced")
@Produces(MediaType.TEXT_PLAIN)
@Requires(property = "traced")
class TracedController {

    private final Tracer tracer;
    private final ExecutorService pool;
    private final HttpClient http;

    TracedController(Tracer tracer, @Named(TaskExecutors.IO) ExecutorService pool, @Client HttpClient http) {
        this.tracer = tracer;
        this.pool = pool;
        this.http = http;
    }

    @ExecuteOn(TaskExecutors.BLOCKING)
    @Get("/work")
    String work() throws ExecutionException, InterruptedException {
        tracer.spanBuilder("here").startSpan().end();
        pool.submit(() -> tracer.spanBuilder("elsewhere").startSpan().end()).get();
        return Baggage.current().asMap().toString();
    }

    @ExecuteOn(TaskExecutors.BLOCKING)
    @Get("/call")
    String call(@QueryValue String url) {
        return http.toBlocking().retrieve(HttpRequest.GET(url).accept(MediaType.TEXT_PLAIN_TYPE));
    }

    /** What is on a call when the outgoing filter sees it, which is the last to. */
    @ClientFilter("/**")
    @Requires(property = "traced")
    static final class LastButOne implements Ordered {

        final List<Map<String, List<String>>> seen = new CopyOnWriteArrayList<>();

        @RequestFilter
        void see(MutableHttpRequest<?> request) {
            request.header("Nostage-Passport", "forged by a filter");
            seen.add(request.getHeaders().asMap().entrySet().stream()
                    .collect(
                            Collectors.toMap(header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue)));
        }

        @Override
        public int getOrder() {
            return FilterOrder.OUTGOING.position() + 1;
        }
    }
}
