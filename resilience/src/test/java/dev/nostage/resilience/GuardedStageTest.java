package dev.nostage.resilience;

import static dev.nostage.resilience.Probe.ACME;
import static dev.nostage.resilience.Probe.TRIAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
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
                        .callAsync(Call.<CompletableFuture<String>, RuntimeException>of(() -> source)
                                .withStub(() -> CompletableFuture.completedFuture("stub")))
                        .toCompletableFuture());

        assertThat(call).isCompletedWithValue("stub");
        assertThat(probe.noted("payments")).isEqualTo("stubbed");
    }

    @Test
    void whatAStubThrowsIsInTheStage() {
        CompletableFuture<String> call = probe.as(
                TRIAL,
                () -> probe.guard("payments")
                        .callAsync(Call.<CompletableFuture<String>, RuntimeException>of(() -> source)
                                .withStub(() -> {
                                    throw new IllegalStateException("of the stub");
                                }))
                        .toCompletableFuture());

        assertThat(call).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("of the stub");
    }

    @Test
    void aStageThatIsOverSetsNoTimer() {
        Deadline.in(Duration.ofSeconds(1), probe.ticker).run(() -> {
            probe.as(ACME, () -> probe.guard("payments").callAsync(() -> CompletableFuture.completedFuture("answer")));
            assertThat(probe.timer.made()).isZero();
            probe.as(ACME, () -> probe.guard("payments").callAsync(() -> source));
            assertThat(probe.timer.made()).isEqualTo(1);
        });
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

    /** Nothing tells it from one that ends the work when it is cancelled. */
    @Test
    void cancellingAStageThatIsOnlyDerivedDoesNotReachItsSource() {
        probe.as(ACME, () -> probe.guard(NAME).callAsync(() -> source.thenApply(answer -> answer)))
                .toCompletableFuture()
                .cancel(true);

        assertThat(source).isNotDone();
        assertThat(inFlight()).isZero();
    }

    @Test
    void whatIsChainedRunsForTheTenantWhoAsked() throws Exception {
        CompletableFuture<Tenant> seen = start(ACME, source).thenApply(answer -> Tenants.require());
        Tenants.callAs(TRIAL, () -> source.complete("answer"));

        assertThat(seen.get(0, TimeUnit.SECONDS)).isEqualTo(ACME);
    }

    @Test
    void whateverWorkThrowsEndsThePromiseAndKeepsNothing() {
        for (int i = 0; i < 100; i++) {
            assertThat(probe.as(
                                    ACME,
                                    () -> probe.guard(NAME)
                                            .callAsync(() -> GuardedStageTest.<RuntimeException>sneak(
                                                    new IOException("checked"))))
                            .toCompletableFuture())
                    .isCompletedExceptionally();
            assertThat(probe.as(ACME, () -> probe.guard(NAME).<String>callAsync(() -> null))
                            .toCompletableFuture())
                    .isCompletedExceptionally();
        }

        assertThat(inFlight()).isZero();
    }

    @Test
    void whateverAPolicyThrowsEndsThePromise() {
        Downstreams downstreams = new Downstreams(
                Map.of(NAME, DownstreamOptions.of(Effect.INTERNAL)),
                error -> {
                    throw new IllegalStateException("policy");
                },
                FaultForm.standard(),
                probe.machine());

        assertThat(downstreams.get(NAME).callAsync(() -> CompletableFuture.failedFuture(probe.outage)))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("policy");
        assertThat(downstreams.get(NAME).status().of(TrafficClass.NOT_LIVE).inFlight())
                .isZero();
    }

    @Test
    void aValueOfTheCallersOwnIsNoAnswer() {
        for (int i = 0; i < 10; i++) {
            start(ACME, new CompletableFuture<>()).complete("mine");
        }

        assertThat(probe.noted(NAME)).isEqualTo("cancelled");
        assertThat(inFlight()).isZero();
    }

    @Test
    void whatWaitedForAnothersSlotSeesNothingOfThatOnesRequest() {
        Key<String> request = Key.local("request");
        DownstreamGuard guard = new Downstreams(
                        Map.of(
                                NAME,
                                DownstreamOptions.of(Effect.INTERNAL)
                                        .with(new LimitOptions(1, false, Duration.ofMillis(50), 0))
                                        .with(new TenantLimitOptions(0, 0, 0))),
                        FailurePolicy.standard(),
                        FaultForm.standard(),
                        probe.machine())
                .get(NAME);
        Passage first = probe.as(ACME, () -> guard.enter(RequestContext.current()));
        CompletableFuture<Object> seen = probe.as(
                ACME,
                () -> guard.callAsync(() -> CompletableFuture.<Object>completedFuture(
                                String.valueOf(RequestContext.current().get(request))))
                        .toCompletableFuture());
        assertThat(seen).isNotDone();
        RequestContext.current().with(request, "another's").run(first::succeeded);

        assertThat(seen).isCompletedWithValue("null");
    }

    @SuppressWarnings("unchecked") // nothing is cast: it is thrown as it is
    private static <X extends Throwable> CompletableFuture<String> sneak(Throwable e) throws X {
        throw (X) e;
    }

    private int inFlight() {
        return probe.guard(NAME).status().of(TrafficClass.LIVE).inFlight();
    }

    private void onTrial() {
        probe.breakFor(ACME, NAME);
        probe.ticker.advance(Duration.ofSeconds(11));
    }

    private CompletableFuture<String> start(Tenant tenant, CompletableFuture<String> work) {
        return probe.as(tenant, () -> probe.guard(NAME).callAsync(() -> work).toCompletableFuture());
    }
}
