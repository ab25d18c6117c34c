package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.InFlight;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import jakarta.inject.Singleton;

/**
 * Step 7: closes the wide event, and lets the request be in flight no longer, when the server is done with it: its response
 * is written, or nobody is there to read it. A filter would see neither the end of a body that is streamed nor a caller that
 * went away.
 */
@Singleton
final class EndOfRequest implements ApplicationEventListener<HttpRequestTerminatedEvent> {

    private static final String ATTRIBUTE = InFlight.Entry.class.getName();

    static void awaits(HttpRequest<?> request, InFlight.Entry entry) {
        request.setAttribute(ATTRIBUTE, entry);
    }

    @Override
    public void onApplicationEvent(HttpRequestTerminatedEvent event) {
        end(event.getSource());
    }

    /** For what the server does not tell the end of. */
    static void end(HttpRequest<?> request) {
        request.getAttribute(ATTRIBUTE, InFlight.Entry.class).ifPresent(InFlight.Entry::close);
        Exchange.of(request).ifPresent(Exchange::end);
    }
}
