package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.NoTenant;
import dev.nostage.tenancy.micronaut.Web.Answer;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Two routes that answer alike: the framework chooses none, before any filter. */
@MicronautTest
@Property(name = "ambiguous-routes", value = "true")
final class AmbiguousRoutesIT {

    @Inject
    EmbeddedServer server;

    @Inject
    CollectedEvents events;

    @Test
    void blamesTheRoutesAndNotTheRequest() {
        events.take();

        Answer answer = new Web(server).get("/items/7");

        assertThat(answer.problem()).isEqualTo("400 request-malformed");
        assertThat(answer.body()).contains("Several routes of this service").doesNotContain("slug", "too long");
        assertThat(events.take())
                .singleElement()
                .satisfies(event -> assertThat(event.get("because").toString())
                        .contains("/items/{id}", "/items/{slug}")
                        .doesNotContain("7"));
    }

    @Requires(property = "ambiguous-routes")
    @NoTenant(because = "it is the same for everybody")
    @Controller("/items")
    static class Items {

        @Get("/{id}")
        String byId(String id) {
            return id;
        }

        @Get("/{slug}")
        String bySlug(String slug) {
            return slug;
        }
    }
}
