package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.nostage.event.Logged;
import dev.nostage.event.SecurityLog;
import dev.nostage.passport.Passport;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.PassportOptions;
import dev.nostage.tenancy.Tenant;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What looks like an attack is written down; each test begins with a log that has written nothing. */
final class SecurityIT {

    private static final String OPERATOR = "/nostage/tenants";

    private final Logged logged = new Logged(SecurityLog.LOGGER, Level.WARN);
    private EmbeddedServer server;
    private Web web;
    private PassportIssuer passports;

    @BeforeEach
    void begin() {
        server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of("nostage.tenancy.trusted-peers", "127.0.0.1", "nostage.operator.token", OperatorIT.TOKEN));
        web = new Web(server);
        passports = server.getApplicationContext().getBean(PassportIssuer.class);
    }

    @AfterEach
    void close() {
        server.close();
        logged.close();
    }

    @Test
    void aForgedPassportIsToldFromOneThatHasExpired() {
        web.get("/probe/who", Passport.HEADER, passport() + "x");
        PassportOptions options = server.getApplicationContext().getBean(PassportOptions.class);
        web.get(
                "/probe/who",
                Passport.HEADER,
                new PassportIssuer(options, Clock.offset(Clock.systemUTC(), Duration.ofDays(-1)))
                        .issue(Tenant.live("acme"), Set.of(), Duration.ofMinutes(1)));
        web.get("/probe/who", Passport.HEADER, "x".repeat(5000));

        assertThat(logged.pairs())
                .extracting(line -> line.get("what") + " " + line.get("peer"))
                .containsExactly(
                        "passport-refused 127.0.0.1", "passport-expired 127.0.0.1", "passport-refused 127.0.0.1");
    }

    @Test
    void soIsATenantThatTwoSourcesNameDifferently() {
        web.get("/probe/who", "Tenant-Id", "globex", Passport.HEADER, passport());

        assertThat(onlyLine()).containsEntry("what", "tenant-mismatch").containsEntry("peer", "127.0.0.1");
    }

    @Test
    void soIsAnOperatorWithoutTheToken() {
        web.get(OPERATOR, "Authorization", "Bearer guessed");

        assertThat(onlyLine()).containsEntry("what", "operator-refused").containsEntry("peer", "127.0.0.1");
    }

    @Test
    void soIsTheHeaderOfAPeerThatIsNotTrusted() {
        try (EmbeddedServer wary =
                ApplicationContext.run(EmbeddedServer.class, Map.of("nostage.tenancy.trusted-peers", "10.0.0.0/8"))) {
            new Web(wary).get("/probe/who", "Tenant-Id", "acme");
        }

        assertThat(onlyLine()).containsEntry("what", "untrusted-header").containsEntry("peer", "127.0.0.1");
    }

    @Test
    void namesTheRequestAsItsEventDoes() {
        CollectedEvents events = server.getApplicationContext().getBean(CollectedEvents.class);

        web.get(OPERATOR, "Authorization", "Bearer guessed");
        web.get("/probe/who", Passport.HEADER, "x.y.z");

        assertThat(logged.pairs())
                .extracting(line -> line.get("request_id"))
                .containsExactlyElementsOf(events.take().stream()
                        .map(event -> event.get("request_id"))
                        .toList());
        assertThat(logged.lines())
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                        .containsEntry(
                                "request_id",
                                Logged.pairs(line).get("request_id").toString()));
    }

    @Test
    void whatAWellBehavedCallerMayRunIntoIsNone() {
        web.get("/probe/who");
        web.get("/probe/who", "Tenant-Id", "nobody");
        web.get("/probe/who", "Tenant-Id", "../acme");
        web.get("/probe/who", Passport.HEADER, passport());
        web.get(OPERATOR, "Authorization", "Bearer " + OperatorIT.TOKEN);

        assertThat(logged.pairs()).isEmpty();
    }

    @Test
    void aFloodFillsNoLogAndHidesNoOtherKind() {
        for (int i = 0; i < 50; i++) {
            web.get("/probe/who", Passport.HEADER, "forged-" + i);
        }
        web.get(OPERATOR, "Authorization", "Bearer guessed");

        List<Map<String, Object>> lines = logged.pairs();
        assertThat(lines).hasSize(SecurityLog.MOST + 1);
        assertThat(lines.get(SecurityLog.MOST)).containsEntry("what", "operator-refused");
        assertThat(lines.toString()).doesNotContain("forged-", "guessed");
    }

    private Map<String, Object> onlyLine() {
        assertThat(logged.pairs()).hasSize(1);
        return logged.pairs().get(0);
    }

    private String passport() {
        return passports.issue(Tenant.live("acme"), Set.of(), null);
    }
}
