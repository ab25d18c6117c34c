package dev.nostage.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The circuit breaker of one downstream and one class of traffic. Each permission must be handed back once. */
final class Breaker {

    private static final int CALLS_THAT_TRY = 3;

    private final String downstream;
    private final CircuitBreaker breaker;
    private final long openNanos;
    private final LongSupplier ticker;

    /** The ticker's reading when it last opened. */
    private volatile long openedAt;

    Breaker(String downstream, BreakerOptions options, LongSupplier ticker) {
        this.downstream = downstream;
        this.openNanos = options.openTime().toNanos();
        this.ticker = ticker;
        this.openedAt = ticker.getAsLong();
        this.breaker = CircuitBreaker.of(downstream, config(options, ticker));
        breaker.getEventPublisher().onStateTransition(transition -> {
            if (transition.getStateTransition().getToState() == State.OPEN) {
                openedAt = ticker.getAsLong();
            }
        });
    }

    private static CircuitBreakerConfig config(BreakerOptions options, LongSupplier ticker) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(options.window(), options.fewestJudged(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(options.failureRate())
                .waitDurationInOpenState(options.openTime())
                .permittedNumberOfCallsInHalfOpenState(CALLS_THAT_TRY)
                .clock(new TickerClock(ticker))
                .build();
    }

    /** @throws DownstreamUnavailableException if no call may pass now */
    void acquire() {
        if (!breaker.tryAcquirePermission()) {
            throw refusal();
        }
    }

    /** Hands a permission back: the downstream works. */
    void answered() {
        // No duration, here and below: how long a call may take is not the breaker's to judge.
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /** Hands a permission back: the downstream does not work. */
    void failed(Throwable error) {
        breaker.onError(0, TimeUnit.NANOSECONDS, error);
    }

    /** Hands a permission back: the call showed nothing. */
    void released() {
        breaker.releasePermission();
    }

    private DownstreamUnavailableException refusal() {
        CircuitBreaker.Metrics calls = breaker.getMetrics();
        int failed = calls.getNumberOfFailedCalls();
        int judged = calls.getNumberOfBufferedCalls();
        if (breaker.getState() == State.HALF_OPEN) {
            return DownstreamUnavailableException.onTrial(downstream, failed, judged);
        }
        long remaining = Math.max(1, openedAt + openNanos - ticker.getAsLong());
        return DownstreamUnavailableException.open(downstream, Duration.ofNanos(remaining), failed, judged);
    }
}
