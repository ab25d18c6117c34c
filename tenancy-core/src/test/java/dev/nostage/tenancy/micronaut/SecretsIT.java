package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.nostage.event.Logged;
import dev.nostage.passport.Passport;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.tenancy.Tenant;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever secret a request brings, nothing of it stands in what is written down, at any level. */
final class SecretsIT {

    private static final String KEY = "Zmlyc3QtZmlyc3QtZmlyc3QtZmlyc3QtZmlyc3QtZmlyc3Q=";
    private static final String PASSWORD = "Basic c29tZWJvZHk6b3Blbi1zZXNhbWU=";

    @Test
    void noneIsInAnyLineOrEvent() {
        try (Logged ours = new Logged("dev.nostage", Level.TRACE);
                Logged written = new Logged("nostage", Level.TRACE);
                EmbeddedServer server = ApplicationContext.run(
                        EmbeddedServer.class,
                        Map.of(
                                "nostage.tenancy.trusted-peers",
                                "127.0.0.1",
                                "nostage.operator.token",
                                OperatorIT.TOKEN))) {
            Web web = new Web(server);
            String passport = server.getApplicationContext()
                    .getBean(PassportIssuer.class)
                    .issue(Tenant.live("acme"), Set.of(), null);
            CollectedEvents events = server.getApplicationContext().getBean(CollectedEvents.class);
            String cut = passport.substring(0, passport.length() - 3);

            web.get("/probe/who", Passport.HEADER, passport, "Authorization", PASSWORD);
            web.get("/probe/who", Passport.HEADER, cut);
            web.get("/probe/who", Passport.HEADER, passport, "Tenant-Id", "globex");
            web.get("/probe/exception", Passport.HEADER, passport, "Authorization", PASSWORD);
            web.get("/nostage/tenants", "Authorization", "Bearer " + OperatorIT.TOKEN);
            web.get("/nostage/tenants", "Authorization", "Bearer " + OperatorIT.TOKEN + "x");
            web.get("/nostage/tenants", "Authorization", PASSWORD);
            web.send(
                    "POST",
                    "/nostage/tenants",
                    "{\"id\":\"t-secret\",\"ttl\":\"1h\"}",
                    "Authorization",
                    "Bearer " + OperatorIT.TOKEN);

            List<Map<String, Object>> taken = events.take();
            assertThat(taken).hasSize(8);
            assertThat(taken.get(0)).containsKey("passport");
            String all = taken + " " + text(ours.lines()) + " " + text(written.lines());
            assertThat(all).contains("nostage.security", "nostage.audit", "operator-refused");
            String signature = passport.substring(passport.lastIndexOf('.') + 1);
            String claims = passport.split("\\.", -1)[1];
            assertThat(all)
                    .doesNotContain(signature.substring(0, signature.length() - 3), claims, OperatorIT.TOKEN, KEY);
            assertThat(all).doesNotContain(PASSWORD, "c29tZWJvZHk6b3Blbi1zZXNhbWU");
        }
    }

    private static String text(List<ILoggingEvent> lines) {
        StringBuilder text = new StringBuilder();
        for (ILoggingEvent line : lines) {
            text.append(line.getLoggerName()).append(' ').append(line.getFormattedMessage());
            text.append(Logged.pairs(line)).append(line.getMDCPropertyMap()).append('\n');
            if (line.getThrowableProxy() != null) {
                text.append(ThrowableProxyUtil.asString(line.getThrowableProxy()));
            }
        }
        return text.toString();
    }
}
