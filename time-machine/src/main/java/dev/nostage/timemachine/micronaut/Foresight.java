package dev.nostage.timemachine.micronaut;

import dev.nostage.passport.Passport;
import dev.nostage.tenancy.Admission;
import dev.nostage.tenancy.NoTenant;
import dev.nostage.tenancy.micronaut.MicronautRequest;
import dev.nostage.timemachine.Departure;
import dev.nostage.timemachine.SystemTime;
import dev.nostage.timemachine.TimeMachineHeader;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.RouteMatch;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * The moment at which routes are looked for: that of a journey that will be allowed, and else the real one. It is needed
 * before anybody knows for whom the request works, and is fixed for all of the request when it is first asked for.
 */
@Singleton
final class Foresight {

    private static final String ATTRIBUTE = Foresight.class.getName();

    private final Admission admission;
    private final Departure departure;
    private final Clock systemTime;

    Foresight(Admission admission, Departure departure, @SystemTime Clock systemTime) {
        this.admission = admission;
        this.departure = departure;
        this.systemTime = systemTime;
    }

    /** What works for nobody never travels, and neither does a socket. */
    Instant moment(HttpRequest<?> request, RouteMatch<?> route) {
        Moments moments = request.getAttributes().getValue(ATTRIBUTE) instanceof Moments known ? known : look(request);
        boolean stays = route.getAnnotationMetadata().hasStereotype(NoTenant.class) || Sockets.isOne(route);
        return stays ? moments.real() : moments.travelled();
    }

    private Moments look(HttpRequest<?> request) {
        Instant real = systemTime.instant();
        List<String> sent = request.getHeaders().getAll(TimeMachineHeader.NAME);
        Instant travelled = sent.isEmpty() && !request.getHeaders().contains(Passport.HEADER)
                ? real
                : admission
                        .foresee(new MicronautRequest(request))
                        .flatMap(present -> departure.foresee(sent, present))
                        .map(asOf -> asOf.instant(real))
                        .orElse(real);
        Moments moments = new Moments(real, travelled);
        request.setAttribute(ATTRIBUTE, moments);
        return moments;
    }

    private record Moments(Instant real, Instant travelled) {}
}
