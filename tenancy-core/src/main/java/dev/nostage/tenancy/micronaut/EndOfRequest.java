package dev.nostage.tenancy.micronaut;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import jakarta.inject.Singleton;

/**
 * Step 7: closes the wide event, and lets the request be in flight no longer, when the server is done with it: its response
 * is written, or nobody is there to read it. A filter would see neither the end of a body that is streamed nor a caller that
 * went away.
 */
@Singleton
final class EndOfRequest implements ApplicationEventListener<HttpRequestTerminatedEvent> {

    @Override
    public void onApplicationEvent(HttpRequestTerminatedEvent event) {
        Exchange exchange = Exchange.of(event.getSource());
        if (exchange != null) {
            exchange.end();
        }
    }
}
