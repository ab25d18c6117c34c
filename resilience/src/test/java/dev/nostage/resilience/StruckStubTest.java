package dev.nostage.resilience;

import static dev.nostage.resilience.Probe.TRIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.resilience.reactor.ReactorGuard;
import dev.nostage.tenancy.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A tenant that never reaches the downstream sees what its users would see if it failed. */
final class StruckStubTest {

    private static final String NAME = "payments";

    private final Probe probe = new Probe();
    private int reached;
    private int stubbed;

    /** The ways to make a call. */
    enum Form {
        SYNC {
            @Override
            String make(DownstreamGuard guard, Call<String, RuntimeException> call) {
                return guard.call(call);
            }
        },
        STAGE {
            @Override
            String make(DownstreamGuard guard, Call<String, RuntimeException> call) {
                return guard.callAsync(call.map(CompletableFuture::completedFuture))
                        .toCompletableFuture()
                        .getNow("nothing yet");
            }
        },
        MONO {
            @Override
            String make(DownstreamGuard guard, Call<String, RuntimeException> call) {
                return String.valueOf(
                        ReactorGuard.mono(guard, call.map(Mono::just)).block());
            }
        },
        FLUX {
            @Override
            String make(DownstreamGuard guard, Call<String, RuntimeException> call) {
                return String.valueOf(
                        ReactorGuard.flux(guard, call.map(Flux::just)).blockLast());
            }
        };

        abstract String make(DownstreamGuard guard, Call<String, RuntimeException> call);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void aFaultStrikesBeforeTheStub(Form form) {
        assertThatThrownBy(() -> make(form, planned("100% status 503"), call()))
                .hasStackTraceContaining("Fault on purpose");

        assertThat(stubbed).isZero();
        assertThat(reached).isZero();
        assertThat(probe.noted(NAME)).isEqualTo("failed");
        assertThat(status().injected()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void theFallbackAnswersAsItWould(Form form) {
        assertThat(make(form, planned("100% drop"), call().withFallback(cause -> "later")))
                .isEqualTo("later");

        assertThat(reached).isZero();
        assertThat(status().fallbacks()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void whatIsNotStruckIsTheStubsAnswerAndIsToldFromARealOne(Form form) {
        assertThat(make(form, planned("1% drop"), call())).isEqualTo("stub");

        assertThat(reached).isZero();
        assertThat(probe.noted(NAME)).isEqualTo("stubbed");
        assertThat(status().count(Outcome.STUBBED)).isEqualTo(1);
        assertThat(status().count(Outcome.OK)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void afterEnoughOfThemTheBreakerKeepsItAwayAndNobodyElseWhoIsStubbed(Form form) {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> make(form, planned("100% drop"), call()))
                    .hasStackTraceContaining("Fault on purpose");
        }

        assertThatThrownBy(() -> make(form, planned("100% drop"), call()))
                .hasStackTraceContaining(DownstreamUnavailableException.class.getName());
        assertThat(make(form, TRIAL, call())).isEqualTo("stub");
        assertThat(reached).isZero();
        assertThat(make(form, Probe.ACME, call())).isEqualTo("real");
    }

    @Test
    void aLatencyHoldsTheStubsAnswerUp() {
        assertThat(make(Form.SYNC, planned("100% latency 200ms"), call())).isEqualTo("stub");

        assertThat(probe.pauses).containsExactly(Duration.ofMillis(200));
    }

    @Test
    void aRepeatedTryGoesToTheStubAgain() throws IOException {
        Call<String, IOException> failing = new Call<>(this::real, this::stubThatFailsOnce, null, true);

        assertThat(probe.<String, IOException>as(
                        planned("1% drop"), () -> probe.guard(NAME).call(failing)))
                .isEqualTo("stub");
        assertThat(stubbed).isEqualTo(2);
        assertThat(reached).isZero();
    }

    @Test
    void aStubTeachesALearntLimitNothing() {
        DownstreamOptions learning =
                DownstreamOptions.of(Effect.FINANCIAL).with(new LimitOptions(100, true, Duration.ofMillis(50), 0));
        DownstreamGuard guard = new Downstreams(
                        Map.of(NAME, learning), FailurePolicy.standard(), FaultForm.standard(), probe.machine())
                .get(NAME);
        probe.fill(guard, 12); // a limit that nobody comes near learns nothing anyway
        callsOf(guard, Probe.ACME, 2);
        callsOf(guard, planned("1% drop"), 1);
        int learnt = guard.status().limit();
        callsOf(guard, planned("1% drop"), 40);

        assertThat(guard.status().limit()).isEqualTo(learnt);
    }

    private void callsOf(DownstreamGuard guard, Tenant tenant, int calls) {
        for (int i = 0; i < calls; i++) {
            probe.as(tenant, () -> guard.call(Call.of(() -> taking(100)).withStub(() -> taking(2000))));
        }
    }

    @Test
    void withoutAStubItIsRefusedAsBefore() {
        assertThatThrownBy(() -> make(Form.SYNC, planned("100% drop"), Call.of(this::real)))
                .isInstanceOf(DownstreamRefusedException.class);
        assertThat(reached).isZero();
    }

    private Call<String, RuntimeException> call() {
        return Call.of(this::real).withStub(this::stub);
    }

    private String make(Form form, Tenant tenant, Call<String, RuntimeException> call) {
        return probe.as(tenant, () -> form.make(probe.guard(NAME), call));
    }

    private DownstreamStatus.LaneStatus status() {
        return probe.guard(NAME).status().of(TrafficClass.NOT_LIVE);
    }

    private static Tenant planned(String plan) {
        return TRIAL.with(Map.of(FaultPlan.attribute(NAME), plan));
    }

    private String taking(int millis) {
        probe.timer.advance(Duration.ofMillis(millis));
        return "answer";
    }

    private String real() {
        reached++;
        return "real";
    }

    private String stub() {
        stubbed++;
        return "stub";
    }

    private String stubThatFailsOnce() throws IOException {
        if (stubbed++ == 0) {
            throw probe.outage;
        }
        return "stub";
    }
}
