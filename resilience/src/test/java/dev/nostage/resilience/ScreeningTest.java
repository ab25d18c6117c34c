package dev.nostage.resilience;

import static dev.nostage.resilience.Probe.ACME;
import static dev.nostage.resilience.Probe.TRIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.TenantRefusedException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScreeningTest {

    private final Probe probe = new Probe();
    private int reached;

    private final Work<String, RuntimeException> work = () -> {
        reached++;
        return "real";
    };

    @ParameterizedTest
    @ValueSource(strings = {"payments", "inventory", "mail", "recommendations", "undeclared"})
    void liveTenantsReachEveryDownstream(String downstream) {
        String answer =
                probe.as(ACME, () -> probe.guard(downstream).call(Call.of(work).withStub(() -> "stub")));

        assertThat(answer).isEqualTo("real");
        assertThat(probe.noted(downstream)).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payments", "inventory", "mail", "undeclared"})
    void whereNothingMayBeWrittenNothingWithAnEffectIsReached(String downstream) {
        ReadOnly readOnly = new ReadOnly(() -> new TenantRefusedException("read only"));

        assertThatThrownBy(() -> probe.as(
                        ACME,
                        () -> RequestContext.current()
                                .with(ReadOnly.KEY, readOnly)
                                .call(() -> probe.guard(downstream)
                                        .call(Call.of(work).withStub(() -> "stub")))))
                .isInstanceOf(TenantRefusedException.class);
        assertThat(reached).isZero();
        assertThat(probe.noted(downstream)).isEqualTo("refused");
        assertThat(probe.<String, RuntimeException>as(
                        ACME,
                        () -> RequestContext.current()
                                .with(ReadOnly.KEY, readOnly)
                                .call(() -> probe.guard("recommendations").call(work))))
                .isEqualTo("real");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payments", "inventory", "undeclared"})
    void testTenantsGetTheStubInTheDownstreamsPlace(String downstream) {
        String answer =
                probe.as(TRIAL, () -> probe.guard(downstream).call(Call.of(work).withStub(() -> "stub")));

        assertThat(answer).isEqualTo("stub");
        assertThat(reached).isZero();
        assertThat(probe.noted(downstream)).isEqualTo("stubbed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail", "recommendations"})
    void testTenantsReachWhatIsNeitherLegacyNorFinancial(String downstream) {
        assertThat(probe.<String, RuntimeException>as(
                        TRIAL, () -> probe.guard(downstream).call(Call.of(work).withStub(() -> "stub"))))
                .isEqualTo("real");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payments", "inventory", "undeclared"})
    void withoutAStubTestTenantsAreRefusedAndToldWhatIsMissing(String downstream) {
        assertThatThrownBy(() -> probe.as(TRIAL, () -> probe.guard(downstream).call(work)))
                .isInstanceOfSatisfying(DownstreamRefusedException.class, refusal -> {
                    assertThat(refusal.downstream()).isEqualTo(downstream);
                    assertThat(refusal.missing()).isEqualTo("@DownstreamStub(\"" + downstream + "\")");
                    assertThat(refusal).hasMessageContainingAll(downstream, refusal.missing(), "trial");
                    assertThat(refusal.problem().status()).isEqualTo(403);
                    assertThat(refusal.problem().detail())
                            .contains(refusal.missing(), "hand the call a stub")
                            .doesNotContain("trial");
                });
        assertThat(reached).isZero();
        assertThat(probe.noted(downstream)).isEqualTo("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payments", "inventory", "undeclared"})
    void withoutATenantNobodyReachesAScreenedDownstreamNorItsStub(String downstream) {
        assertThatThrownBy(() -> probe.as(
                        null, () -> probe.guard(downstream).call(Call.of(work).withStub(work))))
                .isInstanceOf(TenantMissingException.class)
                .hasMessageContaining(downstream);
        assertThat(reached).isZero();
        assertThat(probe.noted(downstream)).isEqualTo("refused");
    }

    @Test
    void aLiveTenantIsToldOfTheConfigurationThatKeepsItAway() {
        assertThatThrownBy(() ->
                        probe.as(ACME, () -> stubbedForLive().get("payments").call(work)))
                .isInstanceOfSatisfying(DownstreamRefusedException.class, refusal -> {
                    assertThat(refusal.problem().detail())
                            .contains("nostage.downstreams.payments.screening.live", refusal.missing())
                            .doesNotContain("never reaches");
                    assertThat(refusal).hasMessageContaining("nostage.downstreams.payments.screening.live");
                });
        assertThat(reached).isZero();
    }

    private Downstreams stubbedForLive() {
        DownstreamOptions financial = DownstreamOptions.of(Effect.FINANCIAL);
        return new Downstreams(
                Map.of("payments", financial.with(financial.screening().with(TenantKind.LIVE, Screening.Action.STUB))),
                FailurePolicy.standard(),
                FaultForm.standard(),
                probe.machine());
    }

    @Test
    void noFallbackAnswersACallForNobody() {
        assertThatThrownBy(() -> probe.as(
                        null, () -> probe.guard("payments").call(Call.of(work).withFallback(cause -> "fallback"))))
                .isInstanceOf(TenantMissingException.class)
                .satisfies(missing ->
                        assertThat(probe.guard("payments").isOutage(missing)).isFalse());
    }

    @Test
    void workForNobodyReachesAnInternalDownstream() {
        assertThat(probe.<String, RuntimeException>as(
                        null, () -> probe.guard("recommendations").call(work)))
                .isEqualTo("real");
    }

    @Test
    void aCallerCanAskWhetherItsAnswerIsReal() {
        assertThat(probe.as(TRIAL, () -> probe.guard("payments").isScreened())).isTrue();
        assertThat(probe.as(ACME, () -> probe.guard("payments").isScreened())).isFalse();
        assertThat(probe.as(TRIAL, () -> probe.guard("recommendations").isScreened()))
                .isFalse();
    }

    @Test
    void aStubAnswersThoughTheDownstreamIsBroken() {
        probe.breakFor(ACME, "payments");

        assertThat(probe.<String, RuntimeException>as(
                        TRIAL, () -> probe.guard("payments").call(Call.of(work).withStub(() -> "stub"))))
                .isEqualTo("stub");
    }

    @Test
    void refusesANameThatConfigurationCannotSpell() {
        assertThatThrownBy(() -> probe.guard("paymentGateway"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"paymentGateway\"");
    }
}
