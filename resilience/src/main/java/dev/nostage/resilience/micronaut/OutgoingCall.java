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
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * A call that is ended when its deadline passes or its caller leaves, with all the redirects on its way, of which one is open
 * at a time.
 */
final class OutgoingCall {

    private static final Key<OutgoingCall> KEY = Key.local("outgoing-call");

    /** Ample for a connection to be closed, which is one turn of its thread. */
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final String destination;
    private final @Nullable Deadline deadline;
    private final Duration had;
    private final OpenExchanges exchanges;

    /** The request whose answer has not come; null when that has. Changes on its connection's thread. */
    private volatile @Nullable HttpRequest<?> open;

    /** Ends what is still to come of the body of the answer that has come. */
    private volatile Runnable restOfBody = () -> {};

    /** The client's own publisher, at work. */
    private volatile Disposable made = Disposables.disposed();

    private volatile boolean givenUp;
    private volatile boolean left;

    /** @param deadline null if nothing ends it but its caller */
    OutgoingCall(String destination, @Nullable Deadline deadline, OpenExchanges exchanges) {
        this.destination = destination;
        this.deadline = deadline;
        this.had = deadline == null ? Duration.ZERO : deadline.remaining();
        this.exchanges = exchanges;
    }

    /** The call that is being redirected here, if one is. */
    static @Nullable OutgoingCall openIn(RequestContext context) {
        OutgoingCall call = context.get(KEY);
        return call == null || call.open == null ? null : call;
    }

    Mono<HttpResponse<?>> sendFirst(MutableHttpRequest<?> request, ClientFilterChain chain) {
        Mono<HttpResponse<?>> answer = untilLeft(send(request, chain)
                .onErrorMap(error -> givenUp, error -> late())
                .onErrorResume(error -> left, error -> Mono.never())); // who has left is not to hear of it
        return deadline == null
                ? answer
                : answer.timeout(Mono.delay(had).flatMap(passed -> giveUp()), Mono.defer(() -> Mono.error(late())));
    }

    /**
     * Who cancels leaves the client's own publisher to its end, which is near: it must not lose sight of a connection that
     * may carry another's exchange next.
     */
    private Mono<HttpResponse<?>> untilLeft(Mono<HttpResponse<?>> call) {
        return Mono.deferContextual(view -> {
            CompletableFuture<HttpResponse<?>> awaited = new CompletableFuture<>();
            made = call.subscribe(
                    awaited::complete, awaited::completeExceptionally, () -> awaited.complete(null), Context.of(view));
            if (left) {
                close(); // it began meanwhile
            }
            return Mono.fromFuture(awaited, true).doOnCancel(() -> {
                if (!awaited.isDone()) { // who has an answer and wants no second one has not left
                    leave();
                }
            });
        });
    }

    /** Closes what is open of it: nobody waits for it any more. */
    void leave() {
        if (left) {
            return;
        }
        left = true;
        close();
    }

    private void close() {
        restOfBody.run();
        if (!end(gone())) {
            made.dispose(); // there is no connection yet, and need be none
            end(gone());
        }
    }

    /** @return whether its answer has not begun, and there is a connection to close */
    private boolean end(Throwable because) {
        HttpRequest<?> request = open;
        return request != null && exchanges.end(request, () -> isOpen(request), because);
    }

    private static CancellationException gone() {
        return new CancellationException("The caller of this call has left");
    }

    Mono<HttpResponse<?>> send(MutableHttpRequest<?> request, ClientFilterChain chain) {
        if (left) {
            return Mono.error(gone());
        }
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
        return end(late()) ? Mono.delay(CLOSING) : Mono.just(0L);
    }

    /** What is still to come of a body must come in time too; but events, for as long as there are any. */
    private void answered(HttpRequest<?> request, HttpResponse<?> response) {
        if (!over(request)) {
            return;
        }
        restOfBody = () -> exchanges.endBody(request, response, Duration.ZERO, OutgoingCall::gone);
        if (left) {
            restOfBody.run();
        } else if (deadline != null
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
        return DeadlineExceededException.ended(destination, had, Objects.requireNonNull(deadline));
    }
}
