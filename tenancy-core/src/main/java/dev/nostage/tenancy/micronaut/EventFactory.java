package dev.nostage.tenancy.micronaut;

import dev.nostage.event.LoggingWideEventSink;
import dev.nostage.event.SecurityLog;
import dev.nostage.event.WideEventSink;
import dev.nostage.event.WideEvents;
import dev.nostage.tenancy.Suspicions;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What a request is observed by. All of it goes by machine time, which no request can shift. */
@Factory
final class EventFactory {

    @Singleton
    @Requires(missingBeans = WideEventSink.class)
    WideEventSink eventSink() {
        return new LoggingWideEventSink();
    }

    @Singleton
    WideEvents events(WideEventSink sink) {
        return new WideEvents(sink, Clock.systemUTC(), System::nanoTime);
    }

    @Singleton
    SecurityLog securityLog() {
        return new SecurityLog(System::nanoTime);
    }

    @Singleton
    Suspicions suspicions(SecurityLog log) {
        return new Suspicions(log);
    }
}
