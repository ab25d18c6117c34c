package dev.nostage.resilience;

import static dev.nostage.resilience.Probe.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Calls of a downstream that takes one at a time, and two of a tenant. */
final class EntranceTest {

    private final Probe probe = new Probe();
    private int reached;

    @Test
    void whoseSlotIsGrantedBehindItsDeadlineIsNotCalled() {
        DownstreamGuard guard = guard(probe.machine());
        for (int i = 0; i < 2; i++) {
            Passage held = enter(guard);
            CompletableFuture<String> call =
                    Deadline.in(Duration.ofMillis(20), probe.ticker).call(() -> start(guard));
            probe.ticker.advance(Duration.ofMillis(30)); // the timer's thread is late, as after a collector's pause
            held.succeeded();

            assertThat(reached).isZero();
            assertThat(call)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            DeadlineExceededException.class,
                            late -> assertThat(late.started()).isFalse());
        }

        assertThat(guard.status().of(TrafficClass.LIVE).count(Outcome.LATE)).isEqualTo(2);
        keepsNothing(guard);
    }

    @Test
    void aTimerThatRefusesCostsItsTenantNoShare() {
        DownstreamGuard guard = guard(new Machine(
                probe.ticker,
                time -> {},
                (nanos, work) -> {
                    throw new RejectedExecutionException("closed");
                },
                () -> 0.5));
        Passage held = enter(guard);
        for (int i = 0; i < 2; i++) {
            assertThat(start(guard))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withMessageContaining("closed");
        }
        held.succeeded();

        assertThat(reached).isZero();
        keepsNothing(guard);
    }

    @Test
    void theSharedLimitAndATenantsShareAreToldApart() {
        DownstreamOptions options = DownstreamOptions.of(Effect.INTERNAL)
                .with(new LimitOptions(2, false, Duration.ZERO, 0))
                .with(new TenantLimitOptions(1, 0, 0));
        DownstreamGuard guard = guard(options, probe.machine());
        enter(guard);

        assertThatThrownBy(() -> enter(guard)).isInstanceOf(TenantSaturatedException.class);
        assertThat(probe.noted("one")).isEqualTo("tenant_saturated");
        probe.as(Tenant.live("globex"), () -> guard.enter(RequestContext.current()));
        assertThatThrownBy(() -> probe.as(Tenant.live("initech"), () -> guard.enter(RequestContext.current())))
                .isInstanceOf(DownstreamSaturatedException.class);
        assertThat(probe.noted("one")).isEqualTo("saturated");
        assertThat(guard.status().of(TrafficClass.LIVE).count(Outcome.TENANT_SATURATED))
                .isEqualTo(1);
        assertThat(guard.status().of(TrafficClass.LIVE).count(Outcome.SATURATED))
                .isEqualTo(1);
    }

    private static DownstreamGuard guard(Machine machine) {
        DownstreamOptions options = DownstreamOptions.of(Effect.INTERNAL)
                .with(new LimitOptions(1, false, Duration.ofMillis(50), 0))
                .with(new TenantLimitOptions(2, 0, 0));
        return guard(options, machine);
    }

    private static DownstreamGuard guard(DownstreamOptions options, Machine machine) {
        return new Downstreams(Map.of("one", options), FailurePolicy.standard(), FaultForm.standard(), machine)
                .get("one");
    }

    private void keepsNothing(DownstreamGuard guard) {
        assertThat(guard.status().of(TrafficClass.LIVE).inFlight()).isZero();
        enter(guard).succeeded(); // else its tenant would be told that it has too many
    }

    private Passage enter(DownstreamGuard guard) {
        return probe.as(ACME, () -> guard.enter(RequestContext.current()));
    }

    private CompletableFuture<String> start(DownstreamGuard guard) {
        return probe.as(
                ACME,
                () -> guard.callAsync(() -> {
                            reached++;
                            return CompletableFuture.completedFuture("answer");
                        })
                        .toCompletableFuture());
    }
}
