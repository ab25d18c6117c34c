package dev.nostage.tenancy.micronaut;

import dev.nostage.event.Outcome;
import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEvents;
import dev.nostage.tenancy.InFlight;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * A request and its answer, as far as the wide event goes. Whoever sees an end first closes the event: the server, when it
 * is done with the request, or the connection.
 */
final class Exchange {

    private static final String ATTRIBUTE = Exchange.class.getName();

    private final WideEvents events;
    private final WideEvent event;
    private final @Nullable RouteMatch<?> route;

    /** Seen by whoever sees the progress after it. */
    private PropagatedContext context = PropagatedContext.empty();

    private volatile Progress progress = Progress.RUNNING;
    private volatile @Nullable Runnable unwatch;
    private volatile InFlight.@Nullable Entry inFlight;

    private Exchange(WideEvents events, @Nullable RouteMatch<?> route) {
        this.events = events;
        this.event = events.open();
        this.route = route;
    }

    /** @param connections where the end of the request's connection is told, which may come before an answer; or null */
    static Exchange begin(HttpRequest<?> request, WideEvents events, @Nullable Connections connections) {
        Exchange exchange =
                new Exchange(events, RouteAttributes.getRouteMatch(request).orElse(null));
        request.setAttribute(ATTRIBUTE, exchange);
        if (connections != null) {
            exchange.unwatch = connections.whenClosed(request, exchange::close);
        }
        return exchange;
    }

    /** Null for a request that no filter saw. */
    static @Nullable Exchange of(HttpRequest<?> request) {
        // As it stands there: this is asked several times a request, and a conversion costs more than the question.
        return request.getAttributes().getValue(ATTRIBUTE) instanceof Exchange exchange ? exchange : null;
    }

    /** The request is let in, and in flight until the server is done with it. */
    void enter(InFlight.Entry entry) {
        inFlight = entry;
    }

    /** Looked up once, for the framework converts it each time; null where nothing answers. */
    @Nullable
    RouteMatch<?> route() {
        return route;
    }

    WideEvent event() {
        return event;
    }

    /** Takes the answer that filters and application have made of the request. */
    void answer(MutableHttpResponse<?> response) {
        context = PropagatedContext.getOrEmpty();
        event.note("status", response.code());
        if (response.code() >= HttpStatus.MULTIPLE_CHOICES.getCode()) {
            RouteAttributes.getException(response).ifPresent(event::failed);
        }
        progress = Progress.ANSWERED;
        Object body = response.body();
        if (body instanceof Publisher<?> stream) {
            progress = Progress.STREAMING;
            response.body(followed(stream));
        }
    }

    /** The server could not write that answer, and writes another one in its place. */
    void answerInstead(int status, @Nullable Throwable because) {
        if (progress != Progress.RUNNING) {
            event.note("status", status);
            if (because != null) {
                event.failed(because);
            }
            progress = Progress.ANSWERED;
        }
    }

    private Flux<?> followed(Publisher<?> stream) {
        return Flux.from(stream)
                .doOnNext(item -> progress = Progress.STREAMED)
                .doOnComplete(() -> progress = Progress.ANSWERED)
                .doOnError(this::broke);
    }

    private void broke(Throwable error) {
        event.failed(error);
        boolean nothingSent = progress == Progress.STREAMING;
        progress = Progress.BROKEN;
        if (nothingSent && error instanceof HttpStatusException answered) {
            // The server answers this by itself, if it comes before the first item.
            answerInstead(answered.getStatus().getCode(), error);
        }
    }

    /** The server is done with the request. */
    void end() {
        InFlight.Entry entry = inFlight;
        if (entry != null) {
            entry.close();
        }
        close();
    }

    /** There is nobody left to answer. Code of the request's may still run. */
    @SuppressWarnings("try") // the scope is closed, never read
    private void close() {
        Runnable watch = unwatch;
        if (watch != null) {
            watch.run();
        }
        Outcome outcome = progress.outcome;
        try (PropagatedContext.Scope bound = context.propagate()) {
            events.close(event, outcome);
        }
    }

    private enum Progress {
        RUNNING(Outcome.CANCELLED),
        STREAMING(Outcome.CANCELLED),
        STREAMED(Outcome.CANCELLED),
        BROKEN(Outcome.BROKEN),
        ANSWERED(Outcome.ANSWERED);

        private final Outcome outcome;

        Progress(Outcome outcome) {
            this.outcome = outcome;
        }
    }
}
