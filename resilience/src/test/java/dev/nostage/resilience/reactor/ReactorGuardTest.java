package dev.nostage.resilience.reactor;

import static dev.nostage.resilience.Probe.ACME;
import static dev.nostage.resilience.Probe.TRIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.resilience.Call;
import dev.nostage.resilience.Deadline;
import dev.nostage.resilience.DeadlineExceededException;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.DownstreamOptions;
import dev.nostage.resilience.DownstreamRefusedException;
import dev.nostage.resilience.DownstreamUnavailableException;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.Effect;
import dev.nostage.resilience.FailurePolicy;
import dev.nostage.resilience.FaultForm;
import dev.nostage.resilience.FaultPlan;
import dev.nostage.resilience.Machine;
import dev.nostage.resilience.Outcome;
import dev.nostage.resilience.Probe;
import dev.nostage.resilience.TrafficClass;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

final class ReactorGuardTest {

    private static final String NAME = "recommendations";

    private final Probe probe = new Probe();

    @Test
    void liveCallsReachAndAnswer() {
        assertThat(mono(ACME, () -> Mono.just("answer")).block()).isEqualTo("answer");
        assertThat(flux(ACME, () -> Flux.just("a", "b")).collectList().block()).containsExactly("a", "b");
        assertThat(mono(ACME, Mono::empty).blockOptional()).isEmpty();
        assertThat(probe.noted(NAME)).isEqualTo("ok");
    }

    @Test
    void testTenantsGetTheStub() {
        assertThat(probe.as(
                                TRIAL,
                                () -> ReactorGuard.mono(
                                        probe.guard("payments"),
                                        Call.<Mono<String>, RuntimeException>of(() -> Mono.error(probe.outage))
                                                .withStub(() -> Mono.just("stub"))))
                        .block())
                .isEqualTo("stub");
        assertThat(probe.as(
                                TRIAL,
                                () -> ReactorGuard.flux(
                                        probe.guard("payments"),
                                        Call.<Flux<String>, RuntimeException>of(() -> Flux.error(probe.outage))
                                                .withStub(() -> Flux.just("stub"))))
                        .blockLast())
                .isEqualTo("stub");
        assertThat(probe.noted("payments")).isEqualTo("stubbed");
    }

    @Test
    void aStubIsAskedByWhoeverSubscribesAndOnlyThen() {
        List<Tenant> asked = new ArrayList<>();
        Mono<String> stub = probe.as(
                TRIAL,
                () -> ReactorGuard.mono(
                        probe.guard("payments"),
                        Call.<Mono<String>, RuntimeException>of(Mono::empty).withStub(() -> {
                            asked.add(Tenants.require());
                            return Mono.just("stub");
                        })));
        Mono.just("answer").switchIfEmpty(stub).block();
        assertThat(asked).isEmpty();
        assertThat(probe.noted("payments")).isNull();

        Tenants.runAs(ACME, stub::block);
        stub.block();
        assertThat(asked).containsExactly(TRIAL, TRIAL);
        assertThat(probe.guard("payments").status().of(TrafficClass.NOT_LIVE).count(Outcome.STUBBED))
                .isEqualTo(2);
    }

    @Test
    void aTryThatIsLateWhileItBeginsHoldsItsSlotUntilItWasCancelled() {
        List<Integer> inFlight = new ArrayList<>();
        Mono<String> call = Deadline.in(Duration.ofSeconds(2), probe.ticker)
                .call(() -> mono(ACME, () -> {
                    probe.timer.advance(Duration.ofSeconds(2));
                    inFlight.add(inFlight());
                    return Mono.<String>never().doOnCancel(() -> inFlight.add(inFlight()));
                }));

        assertThatThrownBy(call::block).isInstanceOf(DeadlineExceededException.class);
        assertThat(inFlight).containsExactly(1, 1);
        assertThat(inFlight()).isZero();
        assertThat(probe.noted(NAME)).isEqualTo("late");
    }

    @Test
    void anErrorOfChanceKeepsNoSlot() {
        Machine machine = new Machine(probe.ticker, time -> {}, probe.timer, () -> {
            throw new IllegalStateException("no chance");
        });
        DownstreamGuard guard = new Downstreams(
                        Map.of(NAME, DownstreamOptions.of(Effect.INTERNAL)),
                        FailurePolicy.standard(),
                        FaultForm.standard(),
                        machine)
                .get(NAME);
        Tenant planned = TRIAL.with(Map.of(FaultPlan.attribute(NAME), "50% drop"));

        assertThatThrownBy(probe.as(planned, () -> ReactorGuard.mono(guard, Call.of(() -> Mono.just("a"))))::block)
                .hasMessage("no chance");
        assertThatThrownBy(probe.as(planned, () -> ReactorGuard.flux(guard, Call.of(() -> Flux.just("a"))))::blockLast)
                .hasMessage("no chance");
        assertThat(guard.status().of(TrafficClass.NOT_LIVE).inFlight()).isZero();
    }

    @Test
    void refusalsAreInThePublisher() {
        Mono<String> refused =
                probe.as(TRIAL, () -> ReactorGuard.mono(probe.guard("payments"), Call.of(() -> Mono.just("real"))));
        Flux<String> forNobody =
                probe.as(null, () -> ReactorGuard.flux(probe.guard("payments"), Call.of(() -> Flux.just("real"))));

        assertThatThrownBy(refused::block).isInstanceOf(DownstreamRefusedException.class);
        assertThatThrownBy(forNobody::blockLast).isInstanceOf(TenantMissingException.class);
    }

    @Test
    void theTenantIsTheOneOfTheAssemblyAndNotOfTheSubscription() {
        Mono<Tenant> seen = mono(TRIAL, () -> Mono.fromSupplier(Tenants::require));
        Flux<Tenant> assembled = flux(TRIAL, () -> Flux.just(Tenants.require()));

        Tenants.runAs(ACME, () -> {
            assertThat(seen.block()).isEqualTo(TRIAL);
            assertThat(assembled.blockLast()).isEqualTo(TRIAL);
        });
    }

    @Test
    void aTestTenantsFailuresCountAsATestsWhoeverSubscribes() {
        Mono<String> failing = mono(TRIAL, () -> Mono.error(probe.outage));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Tenants.callAs(ACME, failing::block)).hasCause(probe.outage);
        }

        assertThatThrownBy(failing::block).isInstanceOf(DownstreamUnavailableException.class);
        assertThat(mono(ACME, () -> Mono.just("answer")).block()).isEqualTo("answer");
    }

    @Test
    void nothingOfTheWorkRunsBeforeTheSubscriptionNorBehindAnOpenBreaker() {
        List<String> reached = new ArrayList<>();
        Flux<String> call = flux(ACME, () -> {
            reached.add("once");
            return Flux.just("answer");
        });
        assertThat(reached).isEmpty();

        call.blockLast();
        assertThat(reached).hasSize(1);

        probe.breakFor(ACME, NAME);
        assertThatThrownBy(call::blockLast).isInstanceOf(DownstreamUnavailableException.class);
        assertThat(reached).hasSize(1);
    }

    @Test
    void cancellingHandsThePermissionBack() {
        onTrial();
        for (int i = 0; i < 10; i++) {
            mono(ACME, Mono::never).subscribe().dispose();
            assertThat(probe.noted(NAME)).isEqualTo("cancelled");
            flux(ACME, Flux::never).subscribe().dispose();
        }

        assertThat(mono(ACME, () -> Mono.just("answer")).block()).isEqualTo("answer");
    }

    @Test
    void workThatThrowsHandsThePermissionBack() {
        onTrial();
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> mono(ACME, () -> {
                                throw new IllegalStateException("no publisher");
                            })
                            .block())
                    .isInstanceOf(IllegalStateException.class);
        }

        assertThat(mono(ACME, () -> Mono.just("answer")).block()).isEqualTo("answer");
    }

    @Test
    void whoTakesTheFirstElementsAndCancelsTheRestWasAnswered() {
        Sinks.Many<String> endless = Sinks.many().unicast().onBackpressureBuffer();
        endless.tryEmitNext("a");

        assertThat(flux(ACME, endless::asFlux).take(1).collectList().block()).containsExactly("a");
        assertThat(probe.noted(NAME)).isEqualTo("ok");
    }

    @Test
    void theSubscribersReactorContextIsSeenByTheWork() {
        Mono<String> call = mono(ACME, () -> Mono.deferContextual(view -> Mono.just(view.<String>get("key"))));

        assertThat(call.contextWrite(view -> view.put("key", "value")).block()).isEqualTo("value");
    }

    @Test
    void anErrorThatReactorHoldsToBeFatalKeepsNothing() {
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> mono(
                                    ACME,
                                    () -> Mono.fromCallable(() -> {
                                        throw new StackOverflowError();
                                    }))
                            .block())
                    .isInstanceOf(StackOverflowError.class);
        }

        assertThat(inFlight()).isZero();
    }

    @Test
    void aFallbackIsSubscribedToForTheTenantWhoAsked() {
        Call<Mono<Tenant>, RuntimeException> call = Call.of(() -> Mono.error(probe.outage));
        Mono<Tenant> seen = probe.as(
                ACME,
                () -> ReactorGuard.mono(
                        probe.guard(NAME), call.withFallback(cause -> Mono.fromSupplier(Tenants::require))));

        Tenants.runAs(TRIAL, () -> assertThat(seen.block()).isEqualTo(ACME));
    }

    @Test
    void streamsThatNeverEndDoNotKeepABreakerOnTrial() {
        onTrial();
        for (int i = 0; i < 3; i++) {
            flux(ACME, () -> Flux.concat(Mono.just("first"), Mono.<String>never()))
                    .subscribe();
        }

        assertThat(mono(ACME, () -> Mono.just("answer")).block()).isEqualTo("answer");
    }

    private int inFlight() {
        return probe.guard(NAME).status().of(TrafficClass.LIVE).inFlight();
    }

    private void onTrial() {
        probe.breakFor(ACME, NAME);
        probe.ticker.advance(Duration.ofSeconds(11));
    }

    private <V> Mono<V> mono(Tenant tenant, Supplier<Mono<V>> work) {
        return probe.as(tenant, () -> ReactorGuard.mono(probe.guard(NAME), Call.of(work::get)));
    }

    private <V> Flux<V> flux(Tenant tenant, Supplier<Flux<V>> work) {
        return probe.as(tenant, () -> ReactorGuard.flux(probe.guard(NAME), Call.of(work::get)));
    }
}
