package dev.nostage.shop;

import static dev.nostage.shop.ShopClient.at;
import static dev.nostage.shop.ShopClient.operator;
import static dev.nostage.shop.ShopClient.passport;
import static dev.nostage.shop.ShopClient.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.PassportOptions;
import dev.nostage.shop.ShopClient.Answer;
import dev.nostage.tenancy.Tenant;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a caller sends, the answer is a problem, nothing is written, and there is one event. */
@MicronautTest(transactional = false)
class BadInputIT {

    @Inject
    ShopClient shop;

    @Inject
    CollectedEvents events;

    @Inject
    EmbeddedServer server;

    @Inject
    PassportOptions options;

    @AfterEach
    void nothingWasWritten() {
        assertThat(shop.get("/orders", tenant("acme")).list()).isEmpty();
        assertThat(shop.get("/products", tenant("acme")).list()).hasSize(3);
        assertThat(shop.get("/nostage/tenants", operator()).list())
                .extracting("id")
                .containsExactly("acme", "globex");
    }

    @BeforeEach
    void forget() {
        events.forget();
    }

    static Stream<String> hostileTenantIds() {
        return Stream.of(
                        List.of(
                                "",
                                " ",
                                "   ",
                                ".",
                                "..",
                                "-",
                                "_",
                                "-acme",
                                ".acme",
                                "_acme",
                                "ac me",
                                "ac\tme",
                                "acme,globex",
                                "acme, acme"),
                        List.of(
                                "'",
                                "' or '1'='1",
                                "acme' --",
                                "acme'; drop table product; --",
                                "acme\" or \"\"=\"",
                                "1; select 1"),
                        List.of(
                                "acme\\",
                                "%",
                                "acme%",
                                "*",
                                "?",
                                "acme/*",
                                "acme)",
                                "(acme)",
                                "$acme",
                                "${acme}",
                                "#{acme}",
                                "{{acme}}"),
                        List.of(
                                "../acme",
                                "..\\acme",
                                "/etc/passwd",
                                "acme/../globex",
                                "acme/globex",
                                "%2e%2e%2facme",
                                "file:acme"),
                        List.of(
                                "acme%00",
                                "acme%0d%0aTenant-Id: globex",
                                "acme;globex",
                                "acme|globex",
                                "acme&globex",
                                "acme=globex"),
                        List.of(
                                "acme:1",
                                "acme@globex",
                                "acme+1",
                                "acme~",
                                "acme!",
                                "acme^",
                                "<acme>",
                                "<script>alert(1)</script>"),
                        List.of(
                                "\u0430cme",
                                "acm\u0435",
                                "\uff41cme",
                                "acme\u200b",
                                "acme\u202e",
                                "a\u0301cme",
                                "\u00e4cme",
                                "\ud83d\ude00"),
                        List.of("a".repeat(64), "a".repeat(1000), "acme".repeat(2560)))
                .flatMap(List::stream);
    }

    @Test
    void knowsSixtyHostileIds() {
        assertThat(hostileTenantIds().distinct().count()).isGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("hostileTenantIds")
    void refusesAHostileTenantId(String id) throws IOException {
        String answer = rawGet("/products", "Tenant-Id: " + id);

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("urn:nostage:problem:tenant-malformed")
                .doesNotContain("Exception", "at dev.nostage", "\tat ");
        assertThat(events.only()).containsEntry("problem", "tenant-malformed").doesNotContainKey("tenant");
        assertThat(String.valueOf(events.only().get("because")))
                .hasSizeLessThan(400)
                .matches("\\p{Print}*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ac\u0000me", "ac\u0001me", "\u007facme", "acme\u001b[31m", "ac\u000bme"})
    void refusesControlCharactersHoweverTheServerReadsThem(String id) throws IOException {
        String answer = rawGet("/products", "Tenant-Id: " + id);

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("content-type: application/problem+json")
                .doesNotContain("Exception", "at dev.nostage", "\tat ");
        assertThat(events.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "ACME", "Acme", "acme.", "acme-", "acme_"})
    void answersAnUnknownTenantAsAnyOtherThatIsRefused(String id) {
        Answer answer = shop.get("/products", tenant(id));

        assertProblem(answer, 403, "tenant-refused");
        assertThat(answer.body()).doesNotContain(id).doesNotContain("unknown");
        assertThat(events.only()).containsEntry("problem", "tenant-refused");
    }

    @Test
    void answersASuspendedAndARemovedTenantJustAsAnUnknownOne() {
        String passport = shop.open("on-and-off");
        String unknown = shop.get("/products", tenant("nobody")).body();

        shop.post("/nostage/tenants/on-and-off/suspend", Map.of(), operator());
        assertThat(shop.get("/products", passport(passport)).body()).isEqualTo(unknown);
        shop.post("/nostage/tenants/on-and-off/resume", Map.of(), operator());
        assertThat(shop.get("/products", passport(passport)).status()).isEqualTo(200);
        shop.remove("on-and-off");
        assertThat(shop.get("/products", passport(passport)).body()).isEqualTo(unknown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJ0ZW5hbnQiOiJhY21lIn0."})
    void refusesWhatIsNoPassport(String text) {
        assertProblem(shop.get("/products", passport(text)), 401, "passport-refused");
        assertThat(events.only()).containsEntry("problem", "passport-refused");
    }

    @Test
    void refusesAPassportThatHasExpired() {
        Clock yesterday = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
        String expired = new PassportIssuer(options, yesterday).issue(Tenant.live("acme"), Set.of(), null);

        assertProblem(shop.get("/products", passport(expired)), 401, "passport-refused");
        assertThat(events.only()).containsEntry("problem", "passport-refused").doesNotContainKey("tenant");
    }

    @Test
    void refusesAPassportThatWasTamperedWith() {
        String real = shop.open("holder");
        events.forget();
        int signature = real.lastIndexOf('.') + 1;
        char first = real.charAt(signature);
        String forged = real.substring(0, signature) + (first == 'A' ? 'B' : 'A') + real.substring(signature + 1);

        assertProblem(shop.get("/products", passport(forged)), 401, "passport-refused");
        assertProblem(shop.get("/products", passport(real).andThen(tenant("acme"))), 403, "tenant-refused");
        shop.remove("holder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tomorrow",
                "",
                "2026-13-01",
                "2026-02-30",
                "2026-11-27T25:00",
                "2026-11-27T00:00[Mars/Olympus]",
                "+P",
                "2026-11-27;mode=rewind",
                "9999-01-01",
                "2027-03-14T02:30[America/Los_Angeles]"
            })
    void refusesADateThatCannotBeRead(String date) {
        String passport = shop.open("dated");
        events.forget();

        assertProblem(shop.get("/sale", passport(passport).andThen(at(date))), 400, "time-malformed");
        assertThat(events.only()).containsEntry("problem", "time-malformed");
        shop.remove("dated");
    }

    private static void assertProblem(Answer answer, int status, String problem) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("type")).isEqualTo("urn:nostage:problem:" + problem);
        assertThat(answer.body()).doesNotContain("Exception", "\tat ");
    }

    /** Past every client's own idea of what may stand in a header. */
    private String rawGet(String path, String header) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
