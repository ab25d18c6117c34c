package dev.nostage.timemachine.micronaut;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.NoTenant;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenants;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.SystemTime;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.time.InstantSource;

/** Routes that tell what time they are told. */
@Controller("/observatory")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ObservatoryController {

    private final Clock clock;
    private final InstantSource instants;
    private final Clock systemTime;
    private final HttpClient client;

    ObservatoryController(
            Clock clock, InstantSource instants, @SystemTime Clock systemTime, @Client("/") HttpClient client) {
        this.clock = clock;
        this.instants = instants;
        this.systemTime = systemTime;
        this.client = client;
    }

    @Get("/clock")
    String clock() {
        return clock.instant().toString();
    }

    @Get("/instants")
    String instants() {
        return instants.instant().toString();
    }

    @Get("/system")
    String system() {
        return systemTime.instant().toString();
    }

    @Get("/cached")
    HttpResponse<String> cached() {
        return HttpResponse.ok("the same for everybody")
                .header("Cache-Control", "public, max-age=3600")
                .header("CDN-Cache-Control", "max-age=7200")
                .header("Surrogate-Control", "max-age=7200")
                .header("X-Accel-Expires", "7200");
    }

    @Get("/cached-clock")
    HttpResponse<String> cachedClock() {
        return HttpResponse.ok(clock()).header("Cache-Control", "public, max-age=3600");
    }

    @Get("/cached-tenant")
    HttpResponse<String> cachedTenant() {
        return HttpResponse.ok(Tenants.require().id().value()).header("Cache-Control", "public, max-age=3600");
    }

    @Get("/broken")
    @SuppressWarnings("DoNotCallSuggester") // the server calls it
    String broken() {
        throw new IllegalStateException("broken on purpose");
    }

    @Post("/record")
    String record() {
        ReadOnly.refuseWrite();
        return "written";
    }

    @Get("/as-of")
    String asOf() {
        AsOf asOf = RequestContext.current().get(AsOf.KEY);
        return asOf == null ? "now" : AsOf.KEY.codec().orElseThrow().encode(asOf);
    }

    /** Its own as-of, and that of the service that it calls. */
    @Get("/both")
    String both() {
        return asOf() + " and " + client.toBlocking().retrieve("/observatory/as-of");
    }

    @Get("/nobody")
    @NoTenant(because = "it shows what a journey without tenant gets")
    String nobody() {
        return "nobody";
    }
}
