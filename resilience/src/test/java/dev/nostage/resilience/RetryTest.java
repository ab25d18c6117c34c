package dev.nostage.resilience;

import static dev.nostage.resilience.Probe.ACME;
import static dev.nostage.resilience.Probe.TRIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import dev.nostage.tenancy.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RetryTest {

    private static final String NAME = "stock";

    /** In which form the same call is made. */
    enum Form {
        SYNC {
            @Override
            String call(RetryTest test, Tenant tenant, Work<String, IOException> work) throws Exception {
                return test.probe.as(
                        tenant, () -> test.guard().call(Call.of(work).repeatable()));
            }
        },
        STAGE {
            @Override
            String call(RetryTest test, Tenant tenant, Work<String, IOException> work) throws Exception {
                Call<CompletableFuture<String>, RuntimeException> call = Call.of(() -> stage(work));
                CompletableFuture<String> promise = test.probe.as(
                        tenant, () -> test.guard().callAsync(call.repeatable()).toCompletableFuture());
                test.probe.timer.advance(Duration.ofSeconds(1));
                try {
                    return promise.getNow("not yet");
                } catch (CompletionException e) {
                    throw (Exception) e.getCause();
                }
            }
        };

        abstract String call(RetryTest test, Tenant tenant, Work<String, IOException> work) throws Exception;
    }

    private final Probe probe = new Probe();
    private RetryOptions options = new RetryOptions(3, Duration.ofMillis(100), 20);
    private BreakerOptions breaker = new BreakerOptions(1000, 100, Duration.ofSeconds(10));
    private Downstreams downstreams = downstreams();
    private int made;

    @ParameterizedTest
    @EnumSource
    void triesAgainUntilTheDownstreamAnswers(Form form) throws Exception {
        assertThat(form.call(this, ACME, failing(2))).isEqualTo("answer 3");
        assertThat(made).isEqualTo(3);
        assertThat(status().retries()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void triesNoMoreThanItMayAndThenTellsTheLastFailure(Form form) {
        assertThatThrownBy(() -> form.call(this, ACME, failing(3))).isSameAs(probe.outage);
        assertThat(made).isEqualTo(3);
    }

    @Test
    void waitsAnyTimeUpToABoundThatDoubles() throws Exception {
        probe.chance = 0.25;
        Form.SYNC.call(this, ACME, failing(2));

        assertThat(probe.pauses).containsExactly(Duration.ofMillis(25), Duration.ofMillis(50));
    }

    @Test
    void whatIsNotIdempotentIsTriedOnce() {
        assertThatThrownBy(() -> probe.as(ACME, () -> guard().call(failing(1)))).isSameAs(probe.outage);
        assertThat(made).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheDownstreamRefusesIsNotAskedAgain(Form form) {
        assertThatThrownBy(() -> form.call(this, ACME, () -> {
                    made++;
                    throw new IllegalArgumentException("ours");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(made).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void neverTriesAgainAfterARefusalOfOurs(Form form) {
        breaker = new BreakerOptions(4, 50, Duration.ofSeconds(10));
        downstreams = downstreams();
        assertThatThrownBy(() -> form.call(this, ACME, failing(9))).isInstanceOf(DownstreamUnavailableException.class);
        assertThat(made).isEqualTo(2);
        assertThatThrownBy(() -> form.call(this, ACME, failing(9))).isInstanceOf(DownstreamUnavailableException.class);
        assertThat(made).isEqualTo(2);
    }

    @Test
    void triesAgainAreAFifthOfTheCallsAfterTheFirstTen() {
        exhaustBudget();

        assertThat(made).isBetween(100 + 10 + 15, 100 + 10 + 20);
        assertThat(status().retryBudget()).isZero();
    }

    @Test
    void callsFillTheBudgetAgain() throws Exception {
        exhaustBudget();
        for (int i = 0; i < 10; i++) {
            probe.as(ACME, () -> guard().call(() -> "answer"));
        }

        assertThat(status().retryBudget()).isEqualTo(2);
        made = 0;
        assertThat(Form.SYNC.call(this, ACME, failing(1))).isEqualTo("answer 2");
    }

    @ParameterizedTest
    @EnumSource
    void noTryBeginsBehindTheDeadline(Form form) {
        probe.chance = 0.9;
        Deadline deadline = Deadline.in(Duration.ofMillis(80), probe.ticker);

        assertThatThrownBy(() -> deadline.call(() -> form.call(this, ACME, failing(9))))
                .isSameAs(probe.outage);
        assertThat(made).isEqualTo(1);
    }

    @Test
    void testsThatAreInTheWayAreNotTriedAgain() {
        LimitOptions narrow = new LimitOptions(4, false, Duration.ZERO, 1);
        downstreams = new Downstreams(
                Map.of(NAME, options().with(narrow)), FailurePolicy.standard(), FaultForm.standard(), probe.machine());
        for (int i = 0; i < 4; i++) {
            probe.as(ACME, () -> guard().enter(RequestContext.current()));
        }
        assertThatThrownBy(() -> probe.as(
                        ACME, () -> guard().enter(RequestContext.current()))) // the ceiling falls with the next step
                .isInstanceOf(DownstreamSaturatedException.class);
        probe.ticker.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> probe.as(TRIAL, () -> guard().enter(RequestContext.current())))
                .isInstanceOf(DownstreamSaturatedException.class);

        assertThat(probe.<Long, RuntimeException>as(TRIAL, () -> guard().waitAfter(1, null, probe.outage)))
                .isNegative();
        assertThat(probe.<Long, RuntimeException>as(ACME, () -> guard().waitAfter(1, null, probe.outage)))
                .isPositive();
    }

    @Test
    void cancellingWhileItWaitsForAnotherTryEndsIt() {
        Call<CompletableFuture<String>, RuntimeException> call = Call.of(() -> stage(failing(9)));
        CompletableFuture<String> promise =
                probe.as(ACME, () -> guard().callAsync(call.repeatable()).toCompletableFuture());
        assertThat(probe.timer.pending()).isEqualTo(1);
        promise.cancel(true);

        assertThat(probe.timer.pending()).isZero();
        assertThat(made).isEqualTo(1);
    }

    private void exhaustBudget() {
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> Form.SYNC.call(this, ACME, failing(Integer.MAX_VALUE)))
                    .isSameAs(probe.outage);
        }
    }

    private Work<String, IOException> failing(int times) {
        return () -> {
            made++;
            if (made <= times) {
                throw probe.outage;
            }
            return "answer " + made;
        };
    }

    private static CompletableFuture<String> stage(Work<String, IOException> work) {
        try {
            return CompletableFuture.completedFuture(work.call());
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private DownstreamOptions options() {
        return DownstreamOptions.of(Effect.INTERNAL).with(breaker).with(options);
    }

    private Downstreams downstreams() {
        return new Downstreams(
                Map.of(NAME, options()), FailurePolicy.standard(), FaultForm.standard(), probe.machine());
    }

    private DownstreamGuard guard() {
        return downstreams.get(NAME);
    }

    private DownstreamStatus.LaneStatus status() {
        return guard().status().lanes().get(TrafficClass.LIVE);
    }
}
