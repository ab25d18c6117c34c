package dev.nostage.resilience;

import static dev.nostage.resilience.Probe.ACME;
import static dev.nostage.resilience.Probe.TRIAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class GuardedStageTest {

    private static final String NAME = "recommendations";

    private final Probe probe = new Probe();
    private final CompletableFuture<String> source = new CompletableFuture<>();

    @Test
    void liveCallsReachAndAnswer() {
        CompletableFuture<String> call = start(ACME, source);
        source.complete("answer");

        assertThat(call).isCompletedWithValue("answer");
        assertThat(probe.noted(NAME)).isEqualTo("ok");
    }

    @Test
    void testTenantsGetTheStub() {
        CompletableFuture<String> call = probe.as(
                TRIAL,
                () -> probe.guard("payments")
                        .callAsync(() -> source, () -> CompletableFuture.completedFuture("stub"))
                        .toCompletableFuture());

        assertThat(call).isCompletedWithValue("stub");
        assertThat(probe.noted("payments")).isEqualTo("stubbed");
    }

    @Test
    void refusalsAreInTheStage() {
        assertThat(probe.as(TRIAL, () -> probe.guard("payments").callAsync(() -> source))
                        .toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(DownstreamRefusedException.class);
        assertThat(probe.as(null, () -> probe.guard("payments").callAsync(() -> source))
                        .toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(TenantMissingException.class);
    }

    @Test
    void failedStagesOpenTheBreaker() {
        for (int i = 0; i < 2; i++) {
            assertThat(start(ACME, CompletableFuture.failedFuture(probe.outage)))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCause(probe.outage);
        }

        assertThat(start(ACME, source))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(DownstreamUnavailableException.class);
    }

    @Test
    void callsThatTimeOutWithTheirCallerOpenTheBreaker() {
        for (int i = 0; i < 2; i++) {
            CompletableFuture<String> pending = new CompletableFuture<>();
            start(ACME, pending).completeExceptionally(new TimeoutException());

            assertThat(pending).isCancelled();
        }

        assertThat(start(ACME, source)).isCompletedExceptionally();
    }

    @Test
    void workThatThrowsFailsTheStageAndHandsItsPermissionBack() {
        onTrial();
        for (int i = 0; i < 10; i++) {
            assertThat(probe.as(
                                    ACME,
                                    () -> probe.guard(NAME).callAsync(() -> {
                                        throw new IllegalStateException("no stage");
                                    }))
                            .toCompletableFuture())
                    .isCompletedExceptionally();
        }

        assertThat(start(ACME, CompletableFuture.completedFuture("answer"))).isCompletedWithValue("answer");
    }

    @Test
    void cancellingCancelsTheWorkAndHandsItsPermissionBack() {
        onTrial();
        for (int i = 0; i < 10; i++) {
            CompletableFuture<String> pending = new CompletableFuture<>();
            start(ACME, pending).cancel(true);

            assertThat(pending).isCancelled();
            assertThat(probe.noted(NAME)).isEqualTo("cancelled");
        }

        assertThat(start(ACME, CompletableFuture.completedFuture("answer"))).isCompletedWithValue("answer");
    }

    @Test
    void cancellingWorkThatCannotBeCancelledHandsItsPermissionBackToo() {
        onTrial();
        for (int i = 0; i < 10; i++) {
            probe.as(ACME, () -> probe.guard(NAME).callAsync(() -> source.minimalCompletionStage()))
                    .toCompletableFuture()
                    .cancel(true);
        }

        assertThat(start(ACME, CompletableFuture.completedFuture("answer"))).isCompletedWithValue("answer");
    }

    @Test
    void whatIsChainedRunsForTheTenantWhoAsked() throws Exception {
        CompletableFuture<Tenant> seen = start(ACME, source).thenApply(answer -> Tenants.require());
        Tenants.callAs(TRIAL, () -> source.complete("answer"));

        assertThat(seen.get(0, TimeUnit.SECONDS)).isEqualTo(ACME);
    }

    private void onTrial() {
        probe.breakFor(ACME, NAME);
        probe.ticker.advance(Duration.ofSeconds(11));
    }

    private CompletableFuture<String> start(Tenant tenant, CompletableFuture<String> work) {
        return probe.as(tenant, () -> probe.guard(NAME).callAsync(() -> work).toCompletableFuture());
    }
}
