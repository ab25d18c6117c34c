package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.passport.Passport;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.PassportOptions;
import dev.nostage.passport.Permission;
import dev.nostage.passport.SigningKey;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.tenancy.micronaut.Web.Answer;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets in from a trusted peer, and as whom. */
@MicronautTest
@Property(name = "nostage.tenancy.trusted-peers", value = "127.0.0.1,::1")
final class EdgeIT {

    private static final String TENANT = "Tenant-Id";

    @Inject
    EmbeddedServer server;

    @Inject
    PassportIssuer passports;

    @Inject
    PassportOptions options;

    @Inject
    TenantDirectory directory;

    @Inject
    TenantLifecycle lifecycle;

    @Inject
    CollectedEvents events;

    private Web web;

    @BeforeEach
    void begin() {
        web = new Web(server);
        events.take();
    }

    @Test
    void worksForTheTenantThatATrustedPeerNames() {
        assertThat(web.get("/probe/who", TENANT, "acme").body()).isEqualTo("acme");
        assertThat(web.get("/probe/who", TENANT, "globex").body()).isEqualTo("globex");
        assertThat(web.get("/probe/blocking/7", TENANT, "globex").body()).isEqualTo("globex");
    }

    @Test
    void worksForTheTenantOfAPassport() {
        assertThat(web.get("/probe/who", Passport.HEADER, passport("acme")).body())
                .isEqualTo("acme");
        assertThat(web.get("/probe/blocking/7", Passport.HEADER, passport("trial"))
                        .body())
                .isEqualTo("trial");
    }

    @Test
    void worksForATenantThatHeaderAndPassportAgreeOn() {
        assertThat(web.get("/probe/who", TENANT, "acme", Passport.HEADER, passport("acme"))
                        .body())
                .isEqualTo("acme");
    }

    @Test
    void refusesARequestThatNamesNoTenant() {
        assertThat(web.get("/probe/who").problem()).isEqualTo("400 tenant-missing");
    }

    @Test
    void refusesARouteThatDoesNotExistJustAsOneThatDoes() {
        assertThat(web.get("/nowhere")).isEqualTo(web.get("/probe/who"));
        assertThat(web.get("/nowhere", TENANT, "nobody").problem()).isEqualTo("403 tenant-refused");
        assertThat(web.get("/nowhere", TENANT, "acme").status()).isEqualTo(404);
    }

    @Test
    void refusesAMalformedTenant() {
        Answer answer = web.get("/probe/who", TENANT, "../acme");

        assertThat(answer.problem()).isEqualTo("400 tenant-malformed");
        assertThat(answer.json().get("detail").textValue()).contains("\"../acme\"");
    }

    @Test
    void refusesSeveralTenantsInOneRequest() {
        assertThat(web.get("/probe/who", TENANT, "acme", TENANT, "acme").problem())
                .isEqualTo("400 tenant-malformed");
        assertThat(web.get("/probe/who", TENANT, "acme,globex").problem()).isEqualTo("400 tenant-malformed");
        assertThat(web.get("/probe/who", Passport.HEADER, passport("acme"), Passport.HEADER, passport("acme"))
                        .problem())
                .isEqualTo("401 passport-refused");
        assertThat(web.get("/probe/who", TENANT, "globex", Passport.HEADER, passport("acme"))
                        .problem())
                .isEqualTo("403 tenant-refused");
    }

    @Test
    void refusesSeveralPassportsInOneHeader() {
        String passport = passport("acme");

        for (String joined : List.of(passport + "," + passport, passport + ", " + passport("globex"), passport + ",")) {
            assertThat(web.get("/probe/who", Passport.HEADER, joined).problem()).isEqualTo("401 passport-refused");
        }
        assertThat(web.get("/probe/who", Passport.HEADER, passport, "nostage-PASSPORT", passport("globex"))
                        .problem())
                .isEqualTo("401 passport-refused");
        assertThat(web.get("/probe/who", Passport.HEADER, passport, Passport.HEADER, "")
                        .problem())
                .isEqualTo("401 passport-refused");
    }

    @Test
    void neverBelievesBaggage() {
        String[] baggage = {"baggage", "tenant.id=globex,tenant.kind=TEST", "Baggage", "tenant.id=trial"};

        assertThat(web.get("/probe/who", baggage)).isEqualTo(web.get("/probe/who"));
        assertThat(web.get("/probe/open", baggage).body()).isEqualTo("nobody");
        for (String[] evidence : new String[][] {{TENANT, "acme"}, {Passport.HEADER, passport("acme")}}) {
            String[] both = Stream.of(evidence, baggage).flatMap(Stream::of).toArray(String[]::new);
            assertThat(web.get("/probe/who", both)).isEqualTo(web.get("/probe/who", evidence));
            assertThat(web.get("/probe/who", both).body()).isEqualTo("acme");
        }
        assertThat(events.take().toString()).doesNotContain("globex");
    }

    @Test
    void refusesAPassportThatItKnowsAsSoonAsItsTenantIsSuspendedOrRemoved() {
        Tenant brief = Tenant.test("short", Instant.parse("2999-01-01T00:00:00Z"));
        String passport = passports.issue(lifecycle.open(brief), Set.of(), null);
        Answer unknown = web.get("/probe/who", TENANT, "nobody");
        assertThat(web.get("/probe/who", Passport.HEADER, passport).body()).isEqualTo("short");

        lifecycle.suspend(brief.id());
        assertThat(web.get("/probe/who", Passport.HEADER, passport)).isEqualTo(unknown);
        lifecycle.resume(brief.id());
        assertThat(web.get("/probe/who", Passport.HEADER, passport).body()).isEqualTo("short");
        lifecycle.remove(brief.id());
        assertThat(web.get("/probe/who", Passport.HEADER, passport)).isEqualTo(unknown);
        lifecycle.open(brief);
        assertThat(web.get("/probe/who", Passport.HEADER, passport)).isEqualTo(unknown);
    }

    @Test
    void givesTheSameAnswerForATenantThatIsUnknownSuspendedOrRemoved() {
        Tenant later = Tenant.test("later", Instant.parse("2999-01-01T00:00:00Z"));
        lifecycle.open(later);
        assertThat(web.get("/probe/who", TENANT, "later").body()).isEqualTo("later");
        Answer unknown = web.get("/probe/who", TENANT, "nobody");

        lifecycle.suspend(later.id());
        assertThat(web.get("/probe/who", TENANT, "later")).isEqualTo(unknown);
        lifecycle.remove(later.id());
        assertThat(web.get("/probe/who", TENANT, "later")).isEqualTo(unknown);
        assertThat(unknown.problem()).isEqualTo("403 tenant-refused");
    }

    @Test
    void refusesForgedForeignAndExpiredPassportsAlike() {
        SigningKey other = SigningKey.generated();
        String forged = issuer(new PassportOptions("probe", List.of(other), Duration.ofMinutes(1), List.of()));
        String foreign = issuer(new PassportOptions("other", options.keys(), Duration.ofMinutes(1), List.of()));
        String expired = new PassportIssuer(options, Clock.offset(Clock.systemUTC(), Duration.ofDays(-1)))
                .issue(acme(), Set.of(), Duration.ofMinutes(1));
        Answer answer = web.get("/probe/who", Passport.HEADER, forged);

        assertThat(answer.problem()).isEqualTo("401 passport-refused");
        for (String worthless : List.of(foreign, expired, "e30.e30.e30", "bnVsbA.bnVsbA.bnVsbA", "x".repeat(5000))) {
            assertThat(web.get("/probe/who", Passport.HEADER, worthless)).isEqualTo(answer);
            assertThat(web.get("/probe/who", TENANT, "acme", Passport.HEADER, worthless))
                    .isEqualTo(answer);
        }
    }

    @Test
    void servesWhatSaysThatItNeedsNoTenantForNobody() {
        assertThat(web.get("/probe/open").body()).isEqualTo("nobody");
        assertThat(web.get("/probe/open", TENANT, "acme").body()).isEqualTo("nobody");
        assertThat(web.get("/probe/open", TENANT, "../acme").body()).isEqualTo("nobody");
    }

    @Test
    void writesOneEventForARequestThatIsServed() {
        web.get("/probe/blocking/7", TENANT, "acme");

        assertThat(events.take()).singleElement().satisfies(event -> {
            assertThat(event)
                    .containsEntry("method", "GET")
                    .containsEntry("route", "/probe/blocking/{item}")
                    .containsEntry("tenant", "acme")
                    .containsEntry("kind", "LIVE")
                    .containsEntry("plan", "gold")
                    .containsEntry("item", 7)
                    .containsEntry("status", 200)
                    .containsKeys("time", "duration_ms")
                    .doesNotContainKeys("error", "problem");
            assertThat((Double) event.get("duration_ms")).isPositive();
        });
    }

    @Test
    void writesOneEventForARequestThatIsRefused() {
        web.get("/probe/who", TENANT, "no\"body");
        web.get("/probe/who", TENANT, "nobody");
        web.get("/nowhere");

        assertThat(events.take())
                .satisfiesExactly(
                        malformed -> assertThat(malformed)
                                .containsEntry("problem", "tenant-malformed")
                                .containsEntry("status", 400)
                                .hasEntrySatisfying(
                                        "because",
                                        because ->
                                                assertThat(because.toString()).contains("\"no\\u0022body\"")),
                        refused -> assertThat(refused)
                                .containsEntry("route", "/probe/who")
                                .containsEntry("problem", "tenant-refused")
                                .containsEntry("status", 403)
                                .doesNotContainKey("tenant"),
                        unknownRoute -> assertThat(unknownRoute)
                                .containsEntry("problem", "tenant-missing")
                                .containsEntry("status", 400)
                                .doesNotContainKey("route"));
    }

    @Test
    void writesOneEventForARequestWhoseCodeThrows() {
        for (String thrown : List.of("exception", "error")) {
            Answer answer = web.get("/probe/" + thrown, TENANT, "acme");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("\tat ", "dev.nostage");
            assertThat(events.take())
                    .singleElement()
                    .satisfies(event -> assertThat(event)
                            .containsEntry("status", 500)
                            .containsEntry("tenant", "acme")
                            .containsEntry(
                                    "error",
                                    thrown.equals("error")
                                            ? AssertionError.class.getName()
                                            : IllegalStateException.class.getName()));
        }
    }

    @Test
    void writesNoSecretIntoTheEvent() {
        String passport = passport("acme");

        web.get("/probe/who", Passport.HEADER, passport);
        web.get("/probe/who", Passport.HEADER, passport + "x");

        assertThat(events.take().toString()).doesNotContain(passport);
    }

    private String passport(String tenant) {
        return passports.issue(directory.find(new TenantId(tenant)).orElseThrow(), Set.of(Permission.TRAVEL), null);
    }

    private static String issuer(PassportOptions options) {
        return new PassportIssuer(options, Clock.systemUTC()).issue(acme(), Set.of(), null);
    }

    private static Tenant acme() {
        return Tenant.live("acme");
    }
}
