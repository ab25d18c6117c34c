package dev.nostage.tenancy.micronaut.security;

import static dev.nostage.tenancy.micronaut.security.Users.basic;
import static dev.nostage.tenancy.micronaut.security.Users.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.nostage.event.Logged;
import dev.nostage.passport.Passport;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.OperatorToken;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.micronaut.Web;
import dev.nostage.tenancy.micronaut.Web.Answer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operators by token and by role, where Micronaut Security is. */
final class OperatorRoleIT {

    private static final String TENANTS = "/nostage/tenants";
    private static final String TOKEN = "operator-token-of-forty-characters-0123456";
    private static final String BODY = "{\"id\":\"t-role\",\"ttl\":\"1h\"}";

    private final Logged audited = new Logged(AuditLog.LOGGER, Level.INFO);

    @AfterEach
    void close() {
        audited.close();
    }

    @Test
    void letsInWhoeverHasTheRole() {
        try (EmbeddedServer server = start(Map.of())) {
            assertThat(get(server, basic("oscar")).status()).isEqualTo(200);
            assertThat(get(server, bearer("oscar")).status()).isEqualTo(200);
            assertThat(send(server, "POST", TENANTS, BODY, basic("oscar")).status())
                    .isEqualTo(201);
            assertThat(send(server, "DELETE", TENANTS + "/t-role", "", basic("oscar"))
                            .status())
                    .isEqualTo(200);

            assertThat(audited.pairs())
                    .hasSize(4)
                    .allSatisfy(line -> assertThat(line).containsEntry("who", "user 'oscar'"));
        }
    }

    @Test
    void letsNobodyElseIn() {
        try (EmbeddedServer server = start(Map.of())) {
            String passport = server.getApplicationContext()
                    .getBean(PassportIssuer.class)
                    .issue(Tenant.live("acme"), Set.of(), null);
            for (String stranger : List.of(
                    basic("alice"),
                    basic("bob"),
                    basic("carol"),
                    basic("dave"),
                    "Basic b3NjYXI6d3Jvbmc=",
                    "Bearer nonsense",
                    "Bearer ",
                    "Bearer " + TOKEN)) {
                assertThat(get(server, stranger).status()).as(stranger).isEqualTo(401);
                assertThat(send(server, "POST", TENANTS, BODY, stranger).status())
                        .as(stranger)
                        .isEqualTo(401);
            }
            assertThat(new Web(server).get(TENANTS).problem()).isEqualTo("401 operator-refused");
            assertThat(new Web(server).get(TENANTS, Passport.HEADER, passport).problem())
                    .isEqualTo("401 operator-refused");
            assertThat(audited.pairs())
                    .isNotEmpty()
                    .allSatisfy(line ->
                            assertThat(line).containsEntry("who", "stranger").containsEntry("outcome", "refused"));
        }
    }

    /** So Security never lets anybody pass in the hope that somebody else refuses them. */
    @Test
    void letsNobodyElseInWhereOurOwnFilterDoesNotLook() {
        try (EmbeddedServer server = start(Map.of())) {
            Web web = new Web(server);
            assertThat(web.get("/outside").problem()).isEqualTo("401 operator-refused");
            assertThat(web.get("/outside", "Authorization", basic("carol")).problem())
                    .isEqualTo("401 operator-refused");
            assertThat(web.get("/outside", "Authorization", basic("oscar")).body())
                    .isEqualTo("inside");
        }
    }

    @Test
    void letsNoTenantsOwnUserInWhateverRoleItsTenantGivesThem() {
        try (EmbeddedServer server = start(Map.of())) {
            assertThat(get(server, basic("olga")).problem()).isEqualTo("401 operator-refused");
        }
    }

    @Test
    void letsInNothingThatAnotherSiteMakesABrowserAskFor() {
        try (EmbeddedServer server = start(Map.of())) {
            assertThat(new Web(server)
                            .send(
                                    "POST",
                                    TENANTS + "/acme/suspend",
                                    "",
                                    "Authorization",
                                    basic("oscar"),
                                    "Sec-Fetch-Site",
                                    "cross-site")
                            .problem())
                    .isEqualTo("401 operator-refused");
        }
    }

    @Test
    void letsInTheTokenTooIfOneIsSet() {
        try (EmbeddedServer server = start(Map.of("nostage.operator.token", TOKEN))) {
            assertThat(get(server, "Bearer " + TOKEN).status()).isEqualTo(200);
            assertThat(send(server, "POST", TENANTS, BODY, "Bearer " + TOKEN).status())
                    .isEqualTo(201);
            assertThat(get(server, basic("oscar")).status()).isEqualTo(200);
            assertThat(get(server, "Bearer " + TOKEN + "x").problem()).isEqualTo("401 operator-refused");
            assertThat(audited.pairs())
                    .extracting(line -> line.get("who"))
                    .containsExactly(
                            OperatorToken.of(TOKEN).fingerprint(),
                            OperatorToken.of(TOKEN).fingerprint(),
                            "user 'oscar'",
                            "stranger");
        }
    }

    @Test
    void makesNoTokenSinceSecurityCanLetOperatorsIn() {
        try (EmbeddedServer server = start(Map.of("nostage.operator.enabled", "true"))) {
            assertThat(server.getApplicationContext().findBean(OperatorToken.class))
                    .isEmpty();
            assertThat(get(server, basic("oscar")).status()).isEqualTo(200);
            assertThat(get(server, basic("carol")).problem()).isEqualTo("401 operator-refused");
        }
    }

    @Test
    void makesATokenWhereSecurityIsOff() {
        for (String off : List.of("micronaut.security.enabled", "micronaut.security.filter.enabled")) {
            try (EmbeddedServer server = start(Map.of("nostage.operator.enabled", "true", off, "false"))) {
                assertThat(server.getApplicationContext().findBean(OperatorToken.class))
                        .isPresent();
                assertThat(get(server, basic("oscar")).problem()).isEqualTo("401 operator-refused");
            }
        }
    }

    @Test
    void letsNobodyInWhereTheEndpointsAreOff() {
        try (EmbeddedServer server =
                start(Map.of("nostage.operator.enabled", "false", "nostage.operator.token", TOKEN))) {
            assertThat(get(server, basic("oscar")).status()).isEqualTo(403);
            assertThat(get(server, "Bearer " + TOKEN).status()).isEqualTo(401);
        }
        try (EmbeddedServer server = start(Map.of("micronaut.security.enabled", "false"))) {
            assertThat(get(server, basic("oscar")).problem()).isEqualTo("400 tenant-missing");
        }
    }

    @Test
    void leavesItToSecurityWhichAddressesMayAskAtAll() {
        try (EmbeddedServer server =
                start(Map.of("micronaut.security.ip-patterns", "10.0.0.7", "nostage.operator.token", TOKEN))) {
            assertThat(get(server, "Bearer " + TOKEN).status()).isEqualTo(401);
            assertThat(get(server, basic("oscar")).status()).isEqualTo(403);
        }
    }

    @Test
    void readsTheAttributeThatIsConfigured() {
        try (EmbeddedServer server = start(Map.of("nostage.tenancy.principal.attribute", "company"))) {
            assertThat(new Web(server)
                            .get("/secured/authenticated", "Authorization", basic("bob"))
                            .body())
                    .isEqualTo("acme");
        }
        assertThatThrownBy(() -> start(Map.of("nostage.tenancy.principal.attribute", " "))
                        .close())
                .hasStackTraceContaining("nostage.tenancy.principal.attribute must name an attribute");
    }

    private static Answer get(EmbeddedServer server, String authorization) {
        return new Web(server).get(TENANTS, "Authorization", authorization);
    }

    private static Answer send(EmbeddedServer server, String method, String path, String body, String authorization) {
        return new Web(server).send(method, path, body, "Authorization", authorization);
    }

    private static EmbeddedServer start(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(Map.of("micronaut.security.enabled", "true"));
        all.putAll(properties);
        return ApplicationContext.run(EmbeddedServer.class, all);
    }
}
