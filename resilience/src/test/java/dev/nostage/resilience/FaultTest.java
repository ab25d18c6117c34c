package dev.nostage.resilience;

import static dev.nostage.resilience.Probe.TRIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.resilience.reactor.ReactorGuard;
import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantUnknownException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

final class FaultTest {

    private static final String NAME = "recommendations";

    private final Probe probe = new Probe();
    private int reached;

    @ParameterizedTest
    @CsvSource({"0.0, latency", "0.29, latency", "0.31, status 503", "0.41, drop", "0.46, nothing"})
    void eachShareOfTheCallsGetsItsFault(double chance, String fault) {
        Tenant tenant = planned("30% latency 200ms, 10% status 503, 5% drop");
        probe.chance = chance;
        switch (fault) {
            case "latency" -> {
                assertThat(call(tenant)).isEqualTo("answer");
                assertThat(probe.pauses).containsExactly(Duration.ofMillis(200));
            }
            case "nothing" -> {
                assertThat(call(tenant)).isEqualTo("answer");
                assertThat(probe.pauses).isEmpty();
            }
            default -> {
                assertThatThrownBy(() -> call(tenant)).hasMessageContainingAll("Fault on purpose", NAME);
                assertThat(reached).isZero();
            }
        }
    }

    @Test
    void aStageIsHeldUpAndHoldsNoThread() {
        Tenant tenant = planned("100% latency 200ms");
        CompletableFuture<String> call = probe.as(
                tenant,
                () -> probe.guard(NAME)
                        .callAsync(() -> CompletableFuture.completedFuture(answer()))
                        .toCompletableFuture());
        probe.timer.advance(Duration.ofMillis(199));
        assertThat(reached).isZero();
        probe.timer.advance(Duration.ofMillis(1));

        assertThat(call).isCompletedWithValue("answer");
    }

    @Test
    void anErrorOfWhatWasHeldUpIsToldToWhoWaitsAndNotToTheTimer() {
        CompletableFuture<String> call = probe.as(
                planned("100% latency 200ms"),
                () -> probe.guard(NAME)
                        .<String>callAsync(() -> {
                            throw new InternalError("of the work");
                        })
                        .toCompletableFuture());
        probe.timer.advance(Duration.ofMillis(200));

        assertThat(call).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("of the work");
    }

    @Test
    void callsThatAreHeldUpTakeNoRoomOfOthers() {
        DownstreamGuard guard = small();
        List<CompletableFuture<String>> heldUp = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            heldUp.add(start(guard, TRIAL.with(Map.of(FaultPlan.attribute(NAME), "100% latency 300s"))));
        }
        assertThat(guard.status().of(TrafficClass.NOT_LIVE).inFlight()).isZero();
        List<Passage> live = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            live.add(probe.as(Probe.ACME, () -> guard.enter(RequestContext.current())));
        }
        heldUp.get(0).cancel(true);
        probe.timer.advance(Duration.ofSeconds(299));
        assertThat(reached).isZero();

        live.get(0).succeeded();
        live.get(1).succeeded();
        probe.timer.advance(Duration.ofSeconds(1));

        assertThat(heldUp.get(1)).isCompletedWithValue("answer");
        assertThat(reached).isEqualTo(3);
        live.get(2).succeeded();
        live.get(3).succeeded();
        assertThat(guard.status().of(TrafficClass.LIVE).inFlight()).isZero();
        assertThat(guard.status().of(TrafficClass.NOT_LIVE).inFlight()).isZero();
    }

    @Test
    void aCallThatWasHeldUpNeedsRoomToGoOn() {
        DownstreamGuard guard = small();
        Tenant tenant = planned("100% latency 1s");
        CompletableFuture<String> call = start(guard, tenant);
        Mono<String> mono =
                probe.as(tenant, () -> ReactorGuard.mono(guard, Call.of(() -> Mono.fromSupplier(this::answer))));
        CompletableFuture<String> subscribed = mono.toFuture();
        for (int i = 0; i < 4; i++) {
            probe.as(Probe.ACME, () -> guard.enter(RequestContext.current()));
        }
        probe.timer.advance(Duration.ofSeconds(1));

        assertThat(List.of(call, subscribed))
                .allSatisfy(refused -> assertThat(refused)
                        .failsWithin(Duration.ZERO)
                        .withThrowableThat()
                        .withCauseInstanceOf(DownstreamSaturatedException.class));
        assertThat(reached).isZero();
        assertThat(guard.status().of(TrafficClass.NOT_LIVE).inFlight()).isZero();
        assertThat(guard.status().of(TrafficClass.NOT_LIVE).count(Outcome.SATURATED))
                .isEqualTo(2);
    }

    /** It takes four at a time. */
    private DownstreamGuard small() {
        DownstreamOptions options = DownstreamOptions.of(Effect.INTERNAL)
                .with(new LimitOptions(4, false, Duration.ZERO, 0))
                .with(new TenantLimitOptions(0, 0, 0));
        return new Downstreams(Map.of(NAME, options), FailurePolicy.standard(), FaultForm.standard(), probe.machine())
                .get(NAME);
    }

    private CompletableFuture<String> start(DownstreamGuard guard, Tenant tenant) {
        return probe.as(
                tenant,
                () -> guard.callAsync(() -> CompletableFuture.completedFuture(answer()))
                        .toCompletableFuture());
    }

    @Test
    void faultsOpenTheBreakerOfTestsAndOfNobodyElse() {
        Tenant tenant = planned("100% drop");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> call(tenant)).hasMessageContaining("dropped");
        }

        assertThatThrownBy(() -> call(tenant)).isInstanceOf(DownstreamUnavailableException.class);
        assertThat(call(Probe.ACME)).isEqualTo("answer");
        assertThat(probe.guard(NAME).status().lanes().get(TrafficClass.NOT_LIVE).injected())
                .isEqualTo(2);
    }

    @Test
    void delaysOnPurposeTeachALearntLimitNothing() {
        Downstreams downstreams = new Downstreams(
                Map.of(
                        NAME,
                        DownstreamOptions.of(Effect.INTERNAL)
                                .with(new LimitOptions(100, true, Duration.ofMillis(50), 0))),
                FailurePolicy.standard(),
                FaultForm.standard(),
                probe.machine());
        DownstreamGuard guard = downstreams.get(NAME);
        probe.fill(guard, 12); // a limit that nobody comes near learns nothing anyway
        callsThatTake100Millis(guard, Probe.TRIAL, 2);
        Tenant heldUp = planned("100% latency 2s");
        callsThatTake100Millis(guard, heldUp, 1);
        int learnt = guard.status().limit();
        callsThatTake100Millis(guard, heldUp, 40);

        assertThat(guard.status().limit()).isEqualTo(learnt);
    }

    private void callsThatTake100Millis(DownstreamGuard guard, Tenant tenant, int calls) {
        for (int i = 0; i < calls; i++) {
            probe.as(
                    tenant,
                    () -> guard.call(() -> {
                        probe.timer.advance(Duration.ofMillis(100));
                        return "answer";
                    }));
        }
    }

    @Test
    void aLiveTenantsAttributesInjectNothing() {
        Tenant live = Probe.ACME.with(Map.of(FaultPlan.attribute(NAME), "100% drop"));

        assertThat(call(live)).isEqualTo("answer");
    }

    @Test
    void oneDownstreamsPlanIsNotAnothers() {
        assertThat(probe.<String, RuntimeException>as(
                        planned("100% drop"), () -> probe.guard("mail").call(this::answer)))
                .isEqualTo("answer");
    }

    @Test
    void whatCannotBeReadInjectsNothing() {
        assertThat(call(planned("sometimes"))).isEqualTo("answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30%",
                "latency 200ms",
                "0% drop",
                "101% drop",
                "60% drop, 41% status 500",
                "5% status 200",
                "5% status 600",
                "5% latency 301s",
                "5% latency 200",
                "5% drop,",
                "5% DROP",
                "-5% drop"
            })
    void refusesAPlanThatIsNone(String text) {
        assertThatThrownBy(() -> FaultPlan.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichUnitsALatencyMayHave() {
        assertThatThrownBy(() -> FaultPlan.parse("30% latency 10m")).hasMessageContaining("in ms or s");
        assertThatThrownBy(() -> FaultPlan.parse("30% latency 301s")).hasMessageContaining("0s to 300s, was 301s");
    }

    @Test
    void readsWhatItWrites() {
        FaultPlan plan = new FaultPlan(
                List.of(new Fault.Latency(30, Duration.ofSeconds(2)), new Fault.Status(10, 503), new Fault.Drop(60)));

        assertThat(FaultPlan.parse(plan.toString())).isEqualTo(plan);
    }

    @Test
    void isKeptWithTheTenantAndTakenBack() {
        InMemoryTenantDirectory directory = new InMemoryTenantDirectory(List.of(TRIAL, Probe.ACME));
        FaultPlans plans = new FaultPlans(directory);
        FaultPlan plan = FaultPlan.parse("5% drop");
        plans.plan(TRIAL.id(), NAME, plan);

        assertThat(FaultPlan.of(directory.find(TRIAL.id()).orElseThrow(), NAME)).contains(plan);
        assertThat(plans.heal(TRIAL.id(), NAME).attributes()).isEmpty();
        assertThatThrownBy(() -> plans.plan(Probe.ACME.id(), NAME, plan))
                .isInstanceOf(FaultRefusedException.class)
                .hasMessageContaining("acme");
        assertThatThrownBy(() -> plans.plan(new TenantId("nobody"), NAME, plan))
                .isInstanceOf(TenantUnknownException.class);
    }

    private Tenant planned(String plan) {
        return TRIAL.with(Map.of(FaultPlan.attribute(NAME), plan));
    }

    private String call(Tenant tenant) {
        return probe.as(tenant, () -> probe.guard(NAME).call(this::answer));
    }

    private String answer() {
        reached++;
        return "answer";
    }
}
