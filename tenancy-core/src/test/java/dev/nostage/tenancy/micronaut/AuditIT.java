package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.nostage.event.Logged;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.OperatorToken;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever an operator asks for is written down, and so is who was not let in. */
@MicronautTest
@Property(name = "nostage.operator.token", value = OperatorIT.TOKEN)
final class AuditIT {

    private static final String TENANTS = "/nostage/tenants";

    @Inject
    EmbeddedServer server;

    private final Logged audited = new Logged(AuditLog.LOGGER, Level.INFO);

    @AfterEach
    void close() {
        audited.close();
    }

    @Test
    void writesDownEveryActionWhateverComesOfIt() {
        operator("POST", TENANTS, "{\"id\":\"t-audit\",\"ttl\":\"1h\"}");
        operator("POST", TENANTS, "{\"id\":\"t-audit\",\"ttl\":\"1h\"}");
        operator("POST", TENANTS, "{\"id\":\"../x\",\"ttl\":\"1h\"}");
        operator("POST", TENANTS, "no json");
        operator("POST", TENANTS, "");
        operator("POST", TENANTS + "/acme/passports", "");
        operator("POST", TENANTS, "{\"id\":\"t-slip\",\"tll\":\"1h\"}");
        operator("GET", TENANTS + "?limit=x", "");
        operator("GET", TENANTS, "");
        operator("GET", TENANTS + "/t-audit", "");
        operator("POST", TENANTS + "/t-audit/passports", "{}");
        operator("POST", TENANTS + "/t-audit/suspend", "");
        operator("POST", TENANTS + "/t-audit/resume", "");
        operator("DELETE", TENANTS + "/t-audit", "");
        operator("DELETE", TENANTS + "/globex", "");
        operator("DELETE", TENANTS + "/a%0Ab", "");

        assertThat(audited.pairs().stream()
                        .map(line -> line.get("action") + " " + line.get("tenant") + " " + line.get("outcome") + " "
                                + line.getOrDefault("because", ""))
                        .map(String::strip))
                .containsExactly(
                        "open t-audit done",
                        "open t-audit refused tenant-conflict",
                        "open '../x' refused tenant-malformed",
                        "open none refused operator-request-malformed",
                        "open none refused operator-request-malformed",
                        "issue-passport acme refused operator-request-malformed",
                        "open t-slip refused operator-request-malformed",
                        "list none refused operator-request-malformed",
                        "list none done",
                        "get t-audit done",
                        "issue-passport t-audit done",
                        "suspend t-audit done",
                        "resume t-audit done",
                        "remove t-audit done",
                        "remove globex refused removal-unconfirmed",
                        "remove 'a\\u000ab' refused tenant-malformed");
        assertThat(audited.pairs())
                .extracting(line -> line.get("who"))
                .containsOnly(OperatorToken.of(OperatorIT.TOKEN).fingerprint());
    }

    @Test
    void writesDownWhoeverDoesNotBringTheTokenAndNothingOfWhatTheySent() {
        new Web(server).get(TENANTS + "/guessed", "Authorization", "Bearer guessed-token");

        assertThat(audited.pairs())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("who", "stranger")
                        .containsEntry("action", "enter")
                        .containsEntry("outcome", "refused")
                        .containsEntry("because", "operator-refused"));
        assertThat(audited.pairs().toString()).doesNotContain("guessed");
    }

    @Test
    void tellsTokensApartAndNothingOfThem() {
        String fingerprint = OperatorToken.of(OperatorIT.TOKEN).fingerprint();

        assertThat(fingerprint)
                .matches("token-[0-9a-f]{8}")
                .isEqualTo(OperatorToken.of(OperatorIT.TOKEN).fingerprint())
                .isNotEqualTo(OperatorToken.of(OperatorIT.TOKEN + "x").fingerprint());
    }

    private void operator(String method, String path, String body) {
        new Web(server).send(method, path, body, "Authorization", "Bearer " + OperatorIT.TOKEN);
    }
}
