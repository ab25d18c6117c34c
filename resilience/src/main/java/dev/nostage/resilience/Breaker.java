package dev.nostage.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** The circuit breaker of one downstream and one class of traffic. Each permission must be handed back once. */
final class Breaker {

    private static final int CALLS_THAT_TRY = 3;

    /** A failure to Resilience4j, which wants one: what it is, was judged before. */
    private static final class Failure extends Exception {

        private Failure() {
            super("failed", null, false, false);
        }
    }

    private final String downstream;
    private final CircuitBreaker breaker;
    private final long openNanos;
    private final LongSupplier ticker;

    /** The ticker's reading when it last opened. */
    private volatile long openedAt;

    /** How often it opened. */
    private final AtomicInteger openings = new AtomicInteger();

    /** The ticker's reading when it last let a call try. */
    private volatile long triedAt;

    Breaker(String downstream, BreakerOptions options, LongSupplier ticker) {
        this.downstream = downstream;
        this.openNanos = options.openTime().toNanos();
        this.ticker = ticker;
        this.openedAt = ticker.getAsLong();
        this.breaker = CircuitBreaker.of(downstream, config(options));
    }

    private CircuitBreakerConfig config(BreakerOptions options) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(options.window(), options.fewestJudged(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(options.failureRate())
                .waitIntervalFunctionInOpenState(time -> opened(options.openTime()))
                .permittedNumberOfCallsInHalfOpenState(CALLS_THAT_TRY)
                .clock(new TickerClock(ticker))
                .build();
    }

    /**
     * Asked each time it opens, and so a listener for nothing: if Resilience4j has one, for whatever, each call that succeeds
     * pays for an event with a date.
     *
     * @return for how many milliseconds
     */
    private long opened(Duration openTime) {
        openedAt = ticker.getAsLong();
        openings.incrementAndGet();
        return openTime.toMillis();
    }

    /**
     * @return what to say with how the call ended
     * @throws DownstreamUnavailableException if no call may pass now
     */
    int acquire() {
        if (!breaker.tryAcquirePermission()) {
            reopenIfNobodyReturns();
            throw refusal();
        }
        if (isOnTrial()) {
            triedAt = ticker.getAsLong();
        }
        return openings.get(); // read behind the permission: of a trial's none may be taken for an old one, and lost
    }

    /** Calls that try and never end say enough: else they would keep all others out for good. */
    private void reopenIfNobodyReturns() {
        if (isOnTrial() && ticker.getAsLong() - triedAt > openNanos) {
            breaker.transitionToOpenState();
        }
    }

    /** Whether a call that began then says anything still: of before an outage, it is no part of the trial after it. */
    boolean isOfNow(int opening) {
        return opening == openings.get();
    }

    /** Hands a permission back: the downstream works. */
    void answered() {
        // No duration, here and below: how long a call may take is not the breaker's to judge.
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /** Hands a permission back: the downstream does not work. */
    void failed() {
        breaker.onError(0, TimeUnit.NANOSECONDS, new Failure());
    }

    /** Hands a permission back: the call showed nothing. */
    void released() {
        breaker.releasePermission();
    }

    /** Whether a few calls try if the downstream works again. */
    boolean isOnTrial() {
        return breaker.getState() == State.HALF_OPEN;
    }

    State state() {
        return breaker.getState();
    }

    private DownstreamUnavailableException refusal() {
        CircuitBreaker.Metrics calls = breaker.getMetrics();
        int failed = calls.getNumberOfFailedCalls();
        int judged = calls.getNumberOfBufferedCalls();
        if (isOnTrial()) {
            return DownstreamUnavailableException.onTrial(downstream, failed, judged);
        }
        long remaining = Math.max(1, openedAt + openNanos - ticker.getAsLong());
        return DownstreamUnavailableException.open(downstream, Duration.ofNanos(remaining), failed, judged);
    }
}
