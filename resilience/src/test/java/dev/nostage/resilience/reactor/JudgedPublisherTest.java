package dev.nostage.resilience.reactor;

import static dev.nostage.resilience.Probe.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.context.RequestContext;
import dev.nostage.resilience.BreakerOptions;
import dev.nostage.resilience.Call;
import dev.nostage.resilience.DownstreamGuard;
import dev.nostage.resilience.DownstreamOptions;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.Effect;
import dev.nostage.resilience.FailurePolicy;
import dev.nostage.resilience.FaultForm;
import dev.nostage.resilience.Outcome;
import dev.nostage.resilience.Probe;
import dev.nostage.resilience.TrafficClass;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What a failure policy says of publishers, and for whom it is asked. */
final class JudgedPublisherTest {

    private final Probe probe = new Probe();

    /** Whom the policy was asked for. */
    private final List<@Nullable Tenant> askedFor = new CopyOnWriteArrayList<>();

    private final DownstreamGuard guard = new Downstreams(
                    Map.of(
                            "judged",
                            DownstreamOptions.of(Effect.INTERNAL)
                                    .with(new BreakerOptions(4, 50, Duration.ofSeconds(10)))),
                    new Policy(),
                    FaultForm.standard(),
                    probe.machine())
            .get("judged");

    private final class Policy implements FailurePolicy {

        @Override
        public Verdict judge(Throwable error) {
            askedFor.add(RequestContext.current().get(Tenants.KEY));
            return Verdict.FAILED;
        }

        @Override
        public Verdict judgeAnswer(@Nullable Object answer) {
            askedFor.add(RequestContext.current().get(Tenants.KEY));
            return "503".equals(answer) ? Verdict.FAILED : Verdict.ANSWERED;
        }
    }

    @Test
    void aFailureThatIsReturnedIsOneInAFluxToo() {
        Flux<String> call = flux(Flux.just("503"));
        call.blockLast();
        call.take(1).blockLast();

        assertThat(count(Outcome.FAILED)).isEqualTo(2);
        assertThat(breaker()).isEqualTo("open");
    }

    @Test
    void aStreamIsJudgedByItsFirstElementAlone() {
        for (int i = 0; i < 4; i++) {
            flux(Flux.just("200", "503")).blockLast();
        }

        assertThat(count(Outcome.OK)).isEqualTo(4);
        assertThat(breaker()).isEqualTo("closed");
    }

    @Test
    void onTrialAFailureThatIsReturnedOpensTheBreakerAgain() {
        Flux<String> failing = flux(Flux.just("503"));
        failing.blockLast();
        failing.blockLast();
        probe.ticker.advance(Duration.ofSeconds(11));
        failing.blockLast();
        failing.blockLast();
        failing.blockLast();

        assertThat(breaker()).isEqualTo("open");
    }

    @Test
    void isAskedForWhomTheCallWasAssembledOnWhateverThreadItEnds() {
        List<Mono<String>> calls = List.of(
                mono(Mono.just("answer")),
                flux(Flux.just("answer")).next(),
                mono(Mono.error(probe.outage)),
                flux(Flux.<String>error(probe.outage)).next());
        for (Mono<String> call : calls) {
            assertThat(call.block()).isIn("answer", "instead");
        }

        // What is returned is judged for the breaker, what is thrown for the fallback too.
        assertThat(askedFor).hasSize(6).containsOnly(ACME);
    }

    private Mono<String> mono(Mono<String> work) {
        return probe.as(
                ACME,
                () -> ReactorGuard.mono(
                        guard,
                        Call.<Mono<String>, RuntimeException>of(() -> work.subscribeOn(Schedulers.single()))
                                .withFallback(cause -> Mono.just("instead"))));
    }

    private Flux<String> flux(Flux<String> work) {
        return probe.as(
                ACME,
                () -> ReactorGuard.flux(
                        guard,
                        Call.<Flux<String>, RuntimeException>of(() -> work.subscribeOn(Schedulers.single()))
                                .withFallback(cause -> Flux.just("instead"))));
    }

    private long count(Outcome outcome) {
        return guard.status().of(TrafficClass.LIVE).count(outcome);
    }

    private String breaker() {
        return guard.status().of(TrafficClass.LIVE).breaker();
    }
}
