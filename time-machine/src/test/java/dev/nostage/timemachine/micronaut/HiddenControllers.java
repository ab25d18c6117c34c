package dev.nostage.timemachine.micronaut;

import dev.nostage.tenancy.NoTenant;
import dev.nostage.timemachine.LiveFrom;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;

/** What is hidden until 2036, and beside it what is there. */
final class HiddenControllers {

    static final String SPEC = "hidden-routes";

    private static final String LAUNCH = "2036-01-01T00:00Z";
    private static final String END = "2037-01-01T00:00Z";

    private HiddenControllers() {}

    /** Of one path two methods are hidden. */
    @Requires(property = SPEC)
    @Controller("/shelf")
    @Secured(SecurityRule.IS_ANONYMOUS)
    static class Shelf {

        @Get("/soon")
        @LiveFrom(LAUNCH)
        String soon() {
            return "soon";
        }

        @Delete("/soon")
        @LiveFrom(value = LAUNCH, until = END)
        String gone() {
            return "gone";
        }

        @Post(value = "/soon", consumes = "application/json")
        String always() {
            return "always";
        }

        @Get("/{name}/page")
        String page(String name) {
            return "page of " + name;
        }

        @Get("/next/page")
        @LiveFrom(LAUNCH)
        String next() {
            return "next page";
        }

        @Get("/report")
        String report() {
            return "{}";
        }

        @Get(value = "/report", produces = "text/csv")
        @LiveFrom(LAUNCH)
        String table() {
            return "a;b";
        }

        @Get("/books/{id}")
        String byId(String id) {
            return "by id " + id;
        }

        @Get("/books/{slug}")
        @LiveFrom(LAUNCH)
        String bySlug(String slug) {
            return "by slug " + slug;
        }

        @Get("/twins/{one}")
        String one(String one) {
            return one;
        }

        @Get("/twins/{other}")
        String other(String other) {
            return other;
        }

        @Get("/twins/{third}")
        @LiveFrom(LAUNCH)
        String third(String third) {
            return third;
        }

        @Get("/twins/first")
        @LiveFrom(LAUNCH)
        String first() {
            return "first";
        }
    }

    /** The same, had those methods never been written. */
    @Requires(property = SPEC)
    @Controller("/bench")
    @Secured(SecurityRule.IS_ANONYMOUS)
    static class Bench {

        @Post(value = "/soon", consumes = "application/json")
        String always() {
            return "always";
        }
    }

    @Requires(property = SPEC)
    @Controller("/hidden")
    static class Hidden {

        @Get("/nobodys")
        @LiveFrom(LAUNCH)
        @Secured(SecurityRule.IS_ANONYMOUS)
        @NoTenant(because = "it shows that it cannot be told from what is not there")
        String nobodys() {
            return "nobody's";
        }

        @Get("/anybodys")
        @LiveFrom(LAUNCH)
        @Secured(SecurityRule.IS_ANONYMOUS)
        String anybodys() {
            return "anybody's";
        }

        @Get("/somebodys")
        @LiveFrom(LAUNCH)
        @Secured(SecurityRule.IS_AUTHENTICATED)
        String somebodys() {
            return "somebody's";
        }

        @Get("/admins")
        @LiveFrom(LAUNCH)
        @Secured("ADMIN")
        String admins() {
            return "admin's";
        }
    }

    /** May be known, but does not speak before its time. */
    @Requires(property = SPEC)
    @Controller("/declared")
    @Secured(SecurityRule.IS_ANONYMOUS)
    static class Declared {

        @Get
        @LiveFrom(value = LAUNCH, status = 410)
        String get() {
            return "declared";
        }

        @Error(exception = Throwable.class)
        HttpResponse<String> mine() {
            return HttpResponse.ok("the surprise is a kettle");
        }

        @Error(status = io.micronaut.http.HttpStatus.GONE)
        HttpResponse<String> gone() {
            return HttpResponse.ok("the surprise is a kettle");
        }
    }

    @LiveFrom(LAUNCH)
    @Requires(property = SPEC)
    @ServerWebSocket("/socket")
    @Secured(SecurityRule.IS_ANONYMOUS)
    static class Socket {

        @OnMessage
        void echo(String message, WebSocketSession session) {
            session.sendSync("echo of " + message);
        }
    }

    @LiveFrom("2020-01-01T00:00Z")
    @Requires(property = SPEC)
    @ServerWebSocket("/opened")
    @Secured(SecurityRule.IS_ANONYMOUS)
    static class Opened {

        @OnOpen
        void open() {}

        @OnMessage
        void echo(String message, WebSocketSession session) {
            session.sendSync("echo of " + message);
        }
    }
}
