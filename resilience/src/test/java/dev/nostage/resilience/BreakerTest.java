package dev.nostage.resilience;

import static dev.nostage.resilience.Probe.ACME;
import static dev.nostage.resilience.Probe.TRIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.TenantMissingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BreakerTest {

    private static final String NAME = "recommendations";

    private final Probe probe = new Probe();

    @Test
    void opensWhenTooManyCallsFailAndSaysHowManyAndForHowLong() {
        probe.breakFor(ACME, NAME);
        probe.ticker.advance(Duration.ofMillis(2500));

        assertThatThrownBy(this::callLive).isInstanceOfSatisfying(DownstreamUnavailableException.class, refusal -> {
            assertThat(refusal)
                    .hasMessage("Downstream \"recommendations\" is open for another 8 s: 2 of its last 2 calls failed");
            assertThat(refusal.downstream()).isEqualTo(NAME);
            assertThat(refusal.remaining()).isEqualTo(Duration.ofMillis(7500));
            assertThat(refusal.failedCalls()).isEqualTo(2);
            assertThat(refusal.judgedCalls()).isEqualTo(2);
            assertThat(refusal.problem().name()).isEqualTo("downstream-unavailable");
            assertThat(refusal.problem().status()).isEqualTo(503);
            assertThat(refusal.problem().retryAfterSeconds()).contains("8");
        });
        assertThat(probe.noted(NAME)).isEqualTo("unavailable");
    }

    @Test
    void aTestTenantOpensItsOwnBreakerAndLeavesTheLiveOneClosed() {
        probe.breakFor(TRIAL, NAME);

        assertThatThrownBy(() -> probe.as(TRIAL, () -> probe.guard(NAME).call(() -> "answer")))
                .isInstanceOf(DownstreamUnavailableException.class);
        assertThat(callLive()).isEqualTo("answer");
    }

    @Test
    void workThatHasLostItsTenantCannotOpenTheLiveBreaker() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> probe.as(null, () -> probe.guard(NAME).call(probe::fail)))
                    .isSameAs(probe.outage);
        }

        assertThat(callLive()).isEqualTo("answer");
    }

    @Test
    void oneDownstreamsBreakerIsNotAnothers() {
        probe.breakFor(ACME, "payments");

        assertThat(callLive()).isEqualTo("answer");
    }

    @Test
    void closesAgainOnceTheCallsThatTryItSucceed() {
        probe.breakFor(ACME, NAME);
        probe.ticker.advance(Duration.ofSeconds(11));

        for (int i = 0; i < 10; i++) {
            assertThat(callLive()).isEqualTo("answer");
        }
        assertThat(probe.noted(NAME)).isEqualTo("ok");
    }

    @Test
    void opensAgainIfTheCallsThatTryItFail() {
        probe.breakFor(ACME, NAME);
        probe.ticker.advance(Duration.ofSeconds(11));
        probe.breakFor(ACME, NAME);

        assertThatThrownBy(this::callLive)
                .isInstanceOf(DownstreamUnavailableException.class)
                .hasMessageContaining("10 s: 2 of its last 2 calls failed");
    }

    @Test
    void letsNoMoreThanThreeCallsTryItAtATime() {
        probe.breakFor(ACME, NAME);
        probe.ticker.advance(Duration.ofSeconds(11));
        Passage first = enterLive();
        enterLive();
        enterLive();

        assertThatThrownBy(this::callLive).isInstanceOfSatisfying(DownstreamUnavailableException.class, refusal -> {
            assertThat(refusal.remaining()).isZero();
            assertThat(refusal.problem().retryAfterSeconds()).contains("1");
        });

        assertThat(first.abandoned()).isTrue();
        assertThatCode(this::callLive).doesNotThrowAnyException();
    }

    @Test
    void callsOfBeforeAnOutageDecideNoTrial() {
        List<Passage> old = Stream.generate(this::enterLive).limit(9).toList();
        probe.breakFor(ACME, NAME);
        probe.ticker.advance(Duration.ofSeconds(11));
        Passage trying = enterLive();
        for (int i = 0; i < 3; i++) {
            old.get(i).failed(probe.outage);
            old.get(i + 3).succeeded();
            old.get(i + 6).abandoned();
        }

        assertThat(breaker()).isEqualTo("half_open");
        enterLive();
        enterLive();
        assertThatThrownBy(this::callLive).isInstanceOf(DownstreamUnavailableException.class);
        trying.failed(probe.outage);
        assertThat(breaker()).isEqualTo("half_open");
    }

    private String breaker() {
        return probe.guard(NAME).status().of(TrafficClass.LIVE).breaker();
    }

    @Test
    void callsThatTryAndNeverEndDoNotShutItForGood() {
        probe.breakFor(ACME, NAME);
        probe.ticker.advance(Duration.ofSeconds(11));
        List<Passage> hung = Stream.generate(this::enterLive).limit(3).toList();
        probe.ticker.advance(Duration.ofSeconds(11));

        assertThatThrownBy(this::callLive).hasMessageContaining("open for another 10 s");
        probe.ticker.advance(Duration.ofSeconds(11));
        hung.forEach(passage -> passage.failed(probe.outage));
        for (int i = 0; i < 3; i++) {
            assertThat(callLive()).isEqualTo("answer");
        }
        assertThat(breaker()).isEqualTo("closed");
    }

    @Test
    void aNoteOfTheApplicationsOwnFailsNoCall() {
        probe.event.note("downstream." + NAME + ".calls", 1).note("downstream." + NAME + ".ms", "long");

        assertThat(callLive()).isEqualTo("answer");
        assertThat(callLive()).isEqualTo("answer");
        assertThat(probe.event.notes()).containsEntry("downstream." + NAME + ".calls", 2L);
    }

    @Test
    void anErrorThatIsItsOwnCauseIsJudgedToo() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);

        assertThat(FailurePolicy.standard().judge(first)).isEqualTo(FailurePolicy.Verdict.UNKNOWN);
    }

    @Test
    void onlyTheFirstWordOnACallCounts() {
        Passage passage = enterLive();

        assertThat(passage.succeeded()).isTrue();
        assertThat(passage.failed(probe.outage)).isFalse();
        assertThat(passage.abandoned()).isFalse();
        assertThat(probe.noted(NAME)).isEqualTo("ok");
    }

    @Test
    void ourOwnRefusalsDoNotCount() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> probe.as(
                            ACME,
                            () -> probe.guard(NAME).call(() -> {
                                throw new TenantMissingException();
                            })))
                    .isInstanceOf(TenantMissingException.class);
        }

        assertThat(callLive()).isEqualTo("answer");
    }

    @Test
    void anErrorHandsItsPermissionBack() {
        probe.breakFor(ACME, NAME);
        probe.ticker.advance(Duration.ofSeconds(11));
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> probe.as(
                            ACME,
                            () -> probe.guard(NAME).call(() -> {
                                throw new StackOverflowError();
                            })))
                    .isInstanceOf(StackOverflowError.class);
        }

        assertThat(callLive()).isEqualTo("answer");
    }

    @Test
    void aFailurePolicyThatThrowsKeepsNoPermission() {
        Downstreams downstreams = new Downstreams(
                Map.of(NAME, DownstreamOptions.of(Effect.INTERNAL)),
                error -> {
                    throw new IllegalStateException("policy");
                },
                FaultForm.standard(),
                probe.machine());
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> downstreams.get(NAME).call(probe::fail)).hasMessage("policy");
        }

        assertThat(downstreams.get(NAME).<String, RuntimeException>call(() -> "answer"))
                .isEqualTo("answer");
    }

    private String callLive() {
        return probe.as(ACME, () -> probe.guard(NAME).call(() -> "answer"));
    }

    private Passage enterLive() {
        return probe.as(ACME, () -> probe.guard(NAME).enter(RequestContext.current()));
    }
}
