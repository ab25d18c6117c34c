package dev.nostage.tenancy.micronaut;

import static dev.nostage.problem.Quoted.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.HostileTenantIds;
import dev.nostage.tenancy.micronaut.Web.Answer;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no HTTP client would send, byte by byte from a trusted peer. */
@MicronautTest
@Property(name = "nostage.tenancy.trusted-peers", value = "127.0.0.1,::1")
final class HostileHeadIT {

    @Inject
    EmbeddedServer server;

    @Inject
    CollectedEvents events;

    private Web web;

    @BeforeEach
    void begin() {
        web = new Web(server);
        events.take();
    }

    @ParameterizedTest
    @MethodSource
    void answersAHostileIdWithAProblemAndOneEvent(String hostile) {
        Answer answer = web.raw(head("Tenant-Id: " + hostile));

        assertThat(answer.problem()).isIn("400 tenant-malformed", "400 request-malformed");
        assertThat(answer.body()).hasSizeLessThan(500).doesNotContain("Exception", "\tat ", "dev.nostage", "netty");
        assertThat(answer.body().chars()).allMatch(c -> c >= 0x20 && c <= 0x7e);
        assertThat(events.take()).singleElement().satisfies(event -> {
            assertThat(event).containsEntry("status", 400).doesNotContainKey("tenant");
            assertThat(event.toString()).hasSizeLessThan(700);
            assertThat(event.toString().chars()).allMatch(c -> c >= 0x20 && c <= 0x7e);
        });
    }

    /** All but those of which HTTP itself makes good ones: it strips white space around a value, and ends a line. */
    static Stream<Named<String>> answersAHostileIdWithAProblemAndOneEvent() {
        Set<String> good = Set.of(" acme", "acme ", "acme\t", "acme\r\n");
        return HostileTenantIds.all().stream().filter(id -> !good.contains(id)).map(id -> Named.of(quoted(id), id));
    }

    @Test
    void takesTheWhiteSpaceAroundAValueForNoPartOfIt() {
        assertThat(web.raw(head("Tenant-Id: \t acme \t ")).body()).isEqualTo("acme");
    }

    @Test
    void doesNotTakeAFoldedOrDisguisedHeaderForAnother() {
        assertThat(web.raw(head("Tenant-Id: acme\r\n\tglobex")).problem()).startsWith("400 ");
        assertThat(web.raw(head("Tenant-Id : acme")).problem()).startsWith("400 ");
        assertThat(web.raw(head("Tenant_Id: acme")).problem()).isEqualTo("400 tenant-missing");
        assertThat(web.raw(head("X: \u0000\r\nTenant-Id: acme")).problem()).startsWith("400 ");
    }

    @Test
    void refusesAPassportThatIsLargerThanTheServerReads() {
        assertThat(web.raw(head("Nostage-Passport: " + "a".repeat(10_240))).problem())
                .isEqualTo("400 request-malformed");
        assertThat(web.raw(head("Nostage-Passport: " + "a".repeat(7_000))).problem())
                .isEqualTo("401 passport-refused");
    }

    @Test
    void goesOnServingOthers() {
        web.raw(head("Tenant-Id: " + "a".repeat(10_240)));

        assertThat(web.get("/probe/who", "Tenant-Id", "acme").body()).isEqualTo("acme");
    }

    private static byte[] head(String header) {
        return ("GET /probe/who HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
