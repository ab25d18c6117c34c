package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.SystemTime;
import io.micronaut.http.HttpRequest;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** Which error handlers are live for a request that failed. */
@Singleton
final class LiveHandlers {

    private final LiveParts parts;
    private final Clock systemTime;

    LiveHandlers(LiveParts parts, @SystemTime Clock systemTime) {
        this.parts = parts;
        this.systemTime = systemTime;
    }

    boolean isLive(ExecutableMethod<?, ?> handler, HttpRequest<?> request) {
        LivePart part = parts.of(handler);
        AsOf asOf = TimeFilter.of(request);
        Instant real = systemTime.instant();
        // Where there was no route the framework calls the handler outside the request's context, in the present.
        boolean isAlsoNow = RouteAttributes.getRouteMatch(request).isEmpty();
        return !part.isHiddenAt(asOf == null ? real : asOf.instant(real)) && !(isAlsoNow && part.isHiddenAt(real));
    }
}
