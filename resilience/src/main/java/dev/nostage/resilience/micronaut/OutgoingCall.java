package dev.nostage.resilience.micronaut;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.resilience.Deadline;
import dev.nostage.resilience.DeadlineExceededException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.filter.ClientFilterChain;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A call that is given up when its deadline passes, with all the redirects on its way, of which one is open at a time. */
final class OutgoingCall {

    private static final Key<OutgoingCall> KEY = Key.local("outgoing-call");

    /** Ample for a connection to be closed, which is one turn of its thread. */
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final String destination;
    private final Deadline deadline;
    private final Duration had;
    private final OpenExchanges exchanges;

    /** The request whose answer has not come; null when that has. Changes on its connection's thread. */
    private volatile @Nullable HttpRequest<?> open;

    private volatile boolean givenUp;
    private volatile boolean left;

    OutgoingCall(String destination, Deadline deadline, OpenExchanges exchanges) {
        this.destination = destination;
        this.deadline = deadline;
        this.had = deadline.remaining();
        this.exchanges = exchanges;
    }

    /** The call that is being redirected here, if one is. */
    static @Nullable OutgoingCall openIn(RequestContext context) {
        OutgoingCall call = context.get(KEY);
        return call == null || call.open == null ? null : call;
    }

    Mono<HttpResponse<?>> sendInTime(MutableHttpRequest<?> request, ClientFilterChain chain) {
        return send(request, chain)
                .onErrorMap(error -> givenUp, error -> late())
                .onErrorComplete(error -> left) // nobody is there any more to hear of it
                .timeout(Mono.delay(had).flatMap(passed -> giveUp()), Mono.defer(this::leave));
    }

    Mono<HttpResponse<?>> send(MutableHttpRequest<?> request, ClientFilterChain chain) {
        open = request;
        return Mono.<HttpResponse<?>>from(
                        RequestContext.current().with(KEY, this).call(() -> chain.proceed(request)))
                .doOnNext(response -> answered(request, response))
                .doOnError(error -> over(request));
    }

    /**
     * A connection that is closed fails the call where all its failures come from: a second one, from another thread at
     * the same time, would go through the client's filters beside it, which count on there being one.
     *
     * @return when to wait for that no longer
     */
    private Mono<Long> giveUp() {
        givenUp = true;
        HttpRequest<?> request = open;
        boolean closing = request != null && exchanges.end(request, () -> isOpen(request), late());
        return closing ? Mono.delay(CLOSING) : Mono.just(0L);
    }

    private Mono<HttpResponse<?>> leave() {
        left = true;
        return Mono.error(late());
    }

    /** What is still to come of a body must come in time too; but events, for as long as there are any. */
    private void answered(HttpRequest<?> request, HttpResponse<?> response) {
        if (over(request)
                && response.getContentType()
                        .filter(MediaType.TEXT_EVENT_STREAM_TYPE::equals)
                        .isEmpty()) {
            exchanges.endBody(request, response, deadline.remaining(), this::late);
        }
    }

    /** @return whether it was this one that was open */
    private boolean over(HttpRequest<?> request) {
        boolean wasOpen = isOpen(request);
        if (wasOpen) {
            open = null;
        }
        return wasOpen;
    }

    @SuppressWarnings("ReferenceEquality") // two requests that say the same are two
    private boolean isOpen(HttpRequest<?> request) {
        return open == request;
    }

    private DeadlineExceededException late() {
        return DeadlineExceededException.ended(destination, had, deadline);
    }
}
