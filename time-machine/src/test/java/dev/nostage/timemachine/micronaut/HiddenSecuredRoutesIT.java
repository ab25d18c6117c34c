package dev.nostage.timemachine.micronaut;

import static dev.nostage.timemachine.micronaut.Answers.assertAlike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.passport.PassportIssuer;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.timemachine.Logged;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Singleton;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;

/** What Micronaut Security answers for a route before its launch: nothing that tells it from a path that nobody wrote. */
final class HiddenSecuredRoutesIT {

    private static final String LIVE = "2036-06-01T00:00Z;mode=freeze";

    private static EmbeddedServer server;
    private static Answers answers;

    @BeforeAll
    static void start() {
        answers = Answers.ofProbeAndAcme(HiddenControllers.SPEC, "true", "micronaut.security.enabled", "true");
        server = answers.server();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobodys", "anybodys", "somebodys", "admins"})
    void aStrangerGetsWhatAnUnknownPathGives(String path) {
        String unknown = "x".repeat(path.length());
        for (String[] sent : Answers.OF_STRANGERS) {
            for (String[] user : new String[][] {{}, {"User", "alice"}, {"User", "ADMIN"}}) {
                String[] all =
                        Stream.concat(Arrays.stream(sent), Arrays.stream(user)).toArray(String[]::new);
                HttpResponse<String> hidden = answers.send("GET", "/hidden/" + path, all);

                assertAlike(hidden, answers.send("GET", "/hidden/" + unknown, all), path, unknown);
                assertThat(hidden.statusCode()).isIn(401, 403, 303); // a browser is sent to a login
            }
        }
    }

    @Test
    void whoeverMayTravelSeesItAsItWillBe() {
        String passport = server.getApplicationContext()
                .getBean(PassportIssuer.class)
                .issue(
                        server.getApplicationContext()
                                .getBean(TenantDirectory.class)
                                .find(new TenantId("probe"))
                                .orElseThrow(),
                        Set.of(),
                        Duration.ofMinutes(5));
        String[] journey = {"Nostage-Passport", passport, "Time-Machine", LIVE, "User", "ADMIN"};

        assertThat(answers.send("GET", "/hidden/admins", journey).body()).isEqualTo("admin's");
        assertThat(answers.send("GET", "/hidden/somebodys", journey).body()).isEqualTo("somebody's");
        journey[5] = "alice";
        assertThat(answers.send("GET", "/hidden/admins", journey).statusCode()).isEqualTo(403);
        assertThat(answers.send("GET", "/hidden/somebodys", journey).body()).isEqualTo("somebody's");
    }

    @Test
    void theAuditLogNamesWhoeverAuthenticated() {
        String alice = "https://idp.example.com/realms/production/users/alice";
        try (Logged audited = new Logged(AuditLog.LOGGER)) {
            answers.send("GET", "/shelf/soon", "Tenant-Id", "probe", "Time-Machine", LIVE, "User", alice);

            assertThat(audited.pairs())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .containsEntry("who", "principal '" + alice + "'")
                            .containsEntry("action", "travel")
                            .containsEntry("tenant", "probe"));
        }
    }

    /** Believes whoever says who they are. */
    @Singleton
    @Requires(property = HiddenControllers.SPEC)
    static final class Users implements AuthenticationFetcher<HttpRequest<?>> {

        @Override
        public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
            String name = request.getHeaders().get("User");
            return name == null
                    ? Publishers.empty()
                    : Publishers.just(Authentication.build(name, name.equals("ADMIN") ? List.of("ADMIN") : List.of()));
        }
    }
}
