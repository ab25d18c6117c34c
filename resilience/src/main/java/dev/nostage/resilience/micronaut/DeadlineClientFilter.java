package dev.nostage.resilience.micronaut;

import dev.nostage.context.RequestContext;
import dev.nostage.resilience.Deadline;
import dev.nostage.resilience.DeadlineExceededException;
import dev.nostage.resilience.DeadlineHeader;
import dev.nostage.tenancy.micronaut.Destinations;
import dev.nostage.tenancy.micronaut.Destinations.Destination;
import dev.nostage.tenancy.micronaut.FilterOrder;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.client.ClientAttributes;
import io.micronaut.http.filter.ClientFilterChain;
import io.micronaut.http.filter.HttpClientFilter;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Step 6: what is left of a request's time goes with a call where it may, and ends the call when it is over, as does
 * a caller who leaves. All of Micronaut's clients pass here, guarded or not.
 */
@Filter(Filter.MATCH_ALL_PATTERN)
@Requires(classes = {Mono.class, ClientAttributes.class})
final class DeadlineClientFilter implements HttpClientFilter {

    private final Destinations destinations;
    private final OpenExchanges exchanges;

    DeadlineClientFilter(Destinations destinations, OpenExchanges exchanges) {
        this.destinations = destinations;
        this.exchanges = exchanges;
    }

    @Override
    public Publisher<? extends HttpResponse<?>> doFilter(MutableHttpRequest<?> request, ClientFilterChain chain) {
        RequestContext context = RequestContext.current();
        @Nullable Deadline deadline = context.get(Deadline.KEY);
        // Whatever is there was put on by hand or by a filter before, or left by the call that was redirected here.
        request.getHeaders().remove(DeadlineHeader.NAME);
        Destination destination = destinations.of(request);
        if (deadline != null) {
            try {
                deadline.demandTime(destination.name());
            } catch (DeadlineExceededException late) {
                return Mono.error(late);
            }
            if (destination.isOurs()) {
                request.getHeaders().set(DeadlineHeader.NAME, DeadlineHeader.print(deadline.remaining()));
            }
        }
        OutgoingCall redirected = OutgoingCall.openIn(context);
        if (redirected != null) {
            return redirected.send(request, chain);
        }
        OutgoingCall call = new OutgoingCall(destination.name(), deadline, exchanges);
        ClientAttributes.getInvocationContext(request)
                .ifPresent(method -> CancelledCalls.heard(context, method, call::leave));
        return call.sendFirst(request, chain);
    }

    @Override
    public int getOrder() {
        return FilterOrder.OUTGOING_DEADLINE.position();
    }
}
