package dev.nostage.timemachine.micronaut;

import dev.nostage.tenancy.NoTenant;
import dev.nostage.timemachine.LiveFrom;
import dev.nostage.timemachine.TimeMachine;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.exceptions.HttpStatusException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** Routes that are live from a date. */
final class LaunchedController {

    static final String SPEC = "launched-routes";

    private LaunchedController() {}

    /** All of it, with an error handler of its own that must not give it away. */
    @LiveFrom("wish-list")
    @Requires(property = SPEC)
    @Controller("/wishes")
    static class Wishes {

        @Get
        String list() {
            return "wishes";
        }

        @Post
        String add(@Body Map<String, Object> wish) {
            return "added " + wish.get("sku");
        }

        @Get("/{id}")
        String get(int id) {
            return "wish " + id;
        }

        @Error(exception = HttpStatusException.class)
        HttpResponse<String> mine() {
            return HttpResponse.notFound("no wishes yet");
        }
    }

    @Singleton
    @Requires(property = SPEC)
    static class OldShelf {

        String shelf(String name) {
            return "old " + name;
        }
    }

    /** Single methods among others. */
    @Requires(property = SPEC)
    @Controller("/shelves")
    static class Shelves {

        private final TimeMachine timeMachine;

        Shelves(TimeMachine timeMachine) {
            this.timeMachine = timeMachine;
        }

        @Get("/{name}")
        @LiveFrom(value = "2036-01-01T00:00Z", predecessor = OldShelf.class)
        String shelf(String name) {
            return "new " + name;
        }

        @Get("/{name}/secret")
        @LiveFrom(value = "2036-01-01T00:00Z", status = 410)
        String secret(String name) {
            return "secret " + name;
        }

        @Get("/{name}/soon")
        @LiveFrom(value = "2036-01-01T00:00Z")
        String soon(String name) {
            return "soon " + name;
        }

        @Post("/{name}/soon")
        String always(String name) {
            return "always " + name;
        }

        /** Calls what is not live, from a route that is. */
        @Get("/{name}/behind")
        @NoTenant(because = "it shows what a method without predecessor answers")
        String behind(String name) {
            return timeMachine
                    .asOf(Instant.parse("2036-01-01T00:00:00Z").minusSeconds(1))
                    .call(() -> soon(name));
        }
    }
}
