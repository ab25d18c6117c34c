package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.nostage.context.RequestContext;
import dev.nostage.event.Logged;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AuditLogTest {

    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");

    private final AuditLog audit = new AuditLog(Clock.fixed(NOW, ZoneOffset.UTC));
    private final Logged audited = new Logged(AuditLog.LOGGER, Level.INFO);

    @AfterEach
    void close() {
        audited.close();
    }

    @Test
    void saysWhoDidWhatToWhichTenantWhenAndHowItEnded() {
        String done = RequestContext.empty()
                .with(AuditLog.WHO, "token-1")
                .call(() -> audit.call("suspend", action -> {
                    action.tenant("acme");
                    return "done";
                }));

        assertThat(done).isEqualTo("done");
        assertThat(audited.pairs())
                .containsExactly(Map.of(
                        "who", "token-1", "action", "suspend", "tenant", "acme", "when", NOW, "outcome", "done"));
    }

    @Test
    void writesDownWhatWasRefusedAndWhatFailed() {
        assertThatThrownBy(() -> audit.call("remove", action -> {
                    action.tenant("nobody");
                    throw new TenantUnknownException(new TenantId("nobody"));
                }))
                .isInstanceOf(TenantUnknownException.class);
        assertThatThrownBy(() -> audit.call("open", action -> {
                    throw new AssertionError("a\nsecret");
                }))
                .isInstanceOf(AssertionError.class);

        assertThat(audited.pairs())
                .containsExactly(
                        Map.of(
                                "who",
                                "operator",
                                "action",
                                "remove",
                                "tenant",
                                "nobody",
                                "when",
                                NOW,
                                "outcome",
                                "refused",
                                "because",
                                "tenant-unknown"),
                        Map.of(
                                "who",
                                "operator",
                                "action",
                                "open",
                                "tenant",
                                "none",
                                "when",
                                NOW,
                                "outcome",
                                "failed",
                                "because",
                                "java.lang.AssertionError"));
    }

    @Test
    void writesDownWhatAnActionNotes() {
        audit.call("get", action -> {
            action.note("route", "/orders/\"{id}\"").note("count", 2);
            return "done";
        });

        assertThat(audited.pairs().get(0))
                .containsEntry("route", "/orders/'{id}'")
                .containsEntry("count", "2");
    }

    @Test
    void putsNoQuoteIntoAValueThatALogQuotes() {
        audit.call("user \"o\\u0022scar\"", "get", action -> "done");

        assertThat(audited.pairs().get(0)).containsEntry("who", "user 'o\\u0022scar'");
    }

    @Test
    void cutsAndEscapesWhatIsNoTenantsId() {
        audit.call("get", action -> {
            action.tenant("x\n2026 who=root outcome=done" + "y".repeat(10_000));
            return "done";
        });

        assertThat(audited.pairs().get(0).get("tenant").toString())
                .startsWith("'x\\u000a2026")
                .doesNotContain("\"")
                .hasSizeLessThan(100)
                .doesNotContain("\n");
    }

    @Test
    void nobodyFloodsItWhoIsNotKnown() {
        for (int i = 0; i < 1000; i++) {
            refusedOf("stranger");
        }
        refusedOf("caller");
        audit.callOfStranger("stranger", "travel", action -> "done");

        assertThat(audited.pairs()).hasSize(12);
        assertThat(audited.pairs().get(10)).containsEntry("who", "caller").containsEntry("outcome", "refused");
        assertThat(audited.pairs().get(11)).containsEntry("who", "stranger").containsEntry("outcome", "done");
    }

    @Test
    void whatIsTriedForOneTenantHidesNothingThatIsTriedForAnother() {
        for (int i = 0; i < 1000; i++) {
            refusedFor("acme");
        }
        assertThat(audited.pairs()).hasSize(10);
        for (int i = 0; i < 100; i++) {
            refusedFor("tenant-" + i);
        }

        assertThat(audited.pairs()).hasSize(110);
        assertThat(audited.pairs().get(109))
                .containsEntry("who", "caller")
                .containsEntry("tenant", "tenant-99")
                .containsEntry("outcome", "refused")
                .doesNotContainKey("suppressed");
    }

    private void refusedFor(String tenant) {
        assertThatThrownBy(() -> audit.callOfStranger(Tenant.live(tenant), "caller", "travel", action -> {
                    throw new TenantUnknownException(new TenantId("nobody"));
                }))
                .isInstanceOf(TenantUnknownException.class);
    }

    private void refusedOf(String who) {
        assertThatThrownBy(() -> audit.callOfStranger(who, "travel", action -> {
                    throw new TenantUnknownException(new TenantId("nobody"));
                }))
                .isInstanceOf(TenantUnknownException.class);
    }
}
