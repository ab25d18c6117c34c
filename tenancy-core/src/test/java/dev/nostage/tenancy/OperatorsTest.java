package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.nostage.context.RequestContext;
import dev.nostage.event.Logged;
import dev.nostage.event.SecurityLog;
import java.security.Principal;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OperatorsTest {

    private static final Principal OSCAR = () -> "oscar";

    private final Logged audited = new Logged(AuditLog.LOGGER, Level.INFO);

    @AfterEach
    void close() {
        audited.close();
    }

    @Test
    void areWhoeverShowsAnyProof() {
        assertThat(operators(request -> Optional.empty(), request -> Optional.of("one"), request -> Optional.of("two"))
                        .demand(SentRequest.withHeaders()))
                .isEqualTo("one");
        assertThat(audited.pairs()).isEmpty();
    }

    @Test
    void areNobodyElseWhichIsWrittenDown() {
        assertThatThrownBy(() -> operators(request -> Optional.empty()).demand(SentRequest.by(OSCAR)))
                .isInstanceOf(OperatorRefusedException.class);
        assertThatThrownBy(() -> operators().demand(SentRequest.by(OSCAR)))
                .isInstanceOfSatisfying(
                        OperatorRefusedException.class,
                        refusal -> assertThat(refusal.problem().status()).isEqualTo(401));

        assertThat(audited.pairs())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .containsEntry("who", "stranger")
                        .containsEntry("action", "enter")
                        .containsEntry("outcome", "refused"));
    }

    @Test
    void floodNoLogIfTheyAreNone() {
        Operators nobody = operators();
        for (int i = 0; i < 1000; i++) {
            assertThatThrownBy(() -> nobody.demand(SentRequest.by(OSCAR))).isInstanceOf(OperatorRefusedException.class);
        }

        assertThat(audited.pairs()).hasSize(SecurityLog.MOST);
    }

    @Test
    void actInTheirOwnName() {
        String done = RequestContext.empty()
                .with(AuditLog.WHO, "one")
                .call(() -> operators().call("open", action -> "done"));

        assertThat(done).isEqualTo("done");
        assertThat(audited.pairs())
                .singleElement()
                .satisfies(line -> assertThat(line).containsEntry("who", "one").containsEntry("action", "open"));
    }

    @Test
    void doNothingWhereNobodyWasLetIn() {
        AtomicBoolean acted = new AtomicBoolean();

        assertThatThrownBy(() -> operators(request -> Optional.of("one")).call("open", action -> {
                    acted.set(true);
                    return "done";
                }))
                .isInstanceOf(OperatorRefusedException.class);

        assertThat(acted).isFalse();
        assertThat(audited.pairs())
                .singleElement()
                .satisfies(line ->
                        assertThat(line).containsEntry("who", "stranger").containsEntry("outcome", "refused"));
    }

    @Test
    void areKnownByTheirRole() {
        assertThat(role("CUSTOMER", "NOSTAGE_OPERATOR").who(SentRequest.by(OSCAR)))
                .contains("user \"oscar\"");
        for (String other : List.of("", "CUSTOMER", "nostage_operator", "NOSTAGE_OPERATORS", "ROLE_NOSTAGE_OPERATOR")) {
            assertThat(role(other).who(SentRequest.by(OSCAR))).isEmpty();
        }
        assertThat(role("NOSTAGE_OPERATOR").who(SentRequest.withHeaders())).isEmpty();
    }

    @Test
    void areNotTakenForATokenWhateverTheirName() {
        String token = OperatorToken.generate().fingerprint();

        assertThat(role("NOSTAGE_OPERATOR").who(SentRequest.by(() -> token))).contains("user \"" + token + "\"");
        assertThat(role("NOSTAGE_OPERATOR").who(SentRequest.by(() -> "a\"\n" + "x".repeat(100))))
                .hasValueSatisfying(who ->
                        assertThat(who).startsWith("user \"a\\u0022\\u000axxx").hasSizeLessThan(100));
    }

    @Test
    void belongToNoTenantSinceATenantMayNameTheRolesOfItsOwn() {
        for (Object belongsTo : Arrays.asList("acme", "", List.of("acme"))) {
            OperatorRole role = new OperatorRole(
                    principal -> List.of("NOSTAGE_OPERATOR"),
                    new PrincipalTenantSource("tenant", (principal, name) -> belongsTo));

            assertThat(role.who(SentRequest.by(OSCAR))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: ",
                "Sec-Fetch-Site: cross-site|Origin: https://shop.example",
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: https://shop.example:444",
                "Origin: https://shop.example.evil.example",
                "Origin: https://shop.example|Origin: https://evil.example"
            })
    void areNotWhatAnotherSiteMakesTheirBrowserAskFor(String headers) {
        assertThat(role("NOSTAGE_OPERATOR").who(sent(headers))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Site: none",
                "Sec-Fetch-Site: same-origin|Origin: https://shop.example",
                "Origin: https://shop.example",
                "Origin: http://shop.example"
            })
    void mayUseABrowserThemselves(String headers) {
        assertThat(role("NOSTAGE_OPERATOR").who(sent(headers))).isPresent();
    }

    private static SentRequest sent(String headers) {
        return SentRequest.by(OSCAR, ("Host: shop.example|" + headers).split(": |\\|", -1));
    }

    private static OperatorRole role(String... roles) {
        return new OperatorRole(
                principal -> List.of(roles), new PrincipalTenantSource("tenant", (principal, name) -> null));
    }

    private Operators operators(OperatorProof... proofs) {
        return new Operators(
                List.of(proofs), new AuditLog(Clock.systemUTC()), new Suspicions(new SecurityLog(() -> 0L)));
    }
}
