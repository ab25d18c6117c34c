package dev.nostage.resilience;

import static dev.nostage.problem.Durations.written;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When the time of whoever waits is over: a call that cannot end by then is not started, and one that was started is
 * ended. It bounds calls of downstreams, and stops no code. Bound inside another, the earlier one counts.
 */
public final class Deadline {

    /** It stays here: on the wire goes what remains of it. */
    public static final Key<Deadline> KEY = Key.local("deadline");

    private static final long LONGEST = Long.MAX_VALUE / 2;

    private final long nanos;
    private final long endsAt;
    private final LongSupplier ticker;
    private final boolean ofCaller;

    private Deadline(long nanos, LongSupplier ticker, boolean ofCaller) {
        this.nanos = nanos;
        this.endsAt = ticker.getAsLong() + nanos;
        this.ticker = ticker;
        this.ofCaller = ofCaller;
    }

    /**
     * The deadline that is so far from now.
     *
     * @param ticker machine time in nanoseconds since any moment, such as {@code System::nanoTime}; it must not be one
     *     that a request can shift
     * @throws IllegalArgumentException if the time is negative, or longer than a ticker can tell
     */
    public static Deadline in(Duration time, LongSupplier ticker) {
        return new Deadline(nanos(time), ticker, false);
    }

    /** As {@link #in}, for the time that a caller says it has: what is that caller's haste is no downstream's fault. */
    public static Deadline askedFor(Duration time, LongSupplier ticker) {
        return new Deadline(nanos(time), ticker, true);
    }

    /** The deadline of the work that runs here, if it has one. */
    public static Optional<Deadline> current() {
        return Optional.ofNullable(RequestContext.current().get(KEY));
    }

    /** How long it still is; never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, endsAt - ticker.getAsLong()));
    }

    public boolean isOver() {
        return endsAt - ticker.getAsLong() <= 0;
    }

    /** How long it was when it was set. */
    public Duration time() {
        return Duration.ofNanos(nanos);
    }

    /** Whether it was a caller that set it. */
    public boolean isOfCaller() {
        return ofCaller;
    }

    /** The context with this bound, unless it has an earlier one. */
    public RequestContext within(RequestContext context) {
        @Nullable Deadline outer = context.get(KEY);
        return outer != null && outer.remaining().compareTo(remaining()) <= 0 ? context : context.with(KEY, this);
    }

    /** Runs {@code work} with this bound, unless an earlier one is. */
    public <V extends @Nullable Object, X extends Exception> V call(Work<V, X> work) throws X {
        return within(RequestContext.current()).call(work);
    }

    /** Runs {@code work} with this bound, unless an earlier one is. */
    public void run(Runnable work) {
        within(RequestContext.current()).run(work);
    }

    /**
     * Passes if there is time for a call.
     *
     * @param downstream the name of what would be called
     * @throws DeadlineExceededException if this is over
     */
    public void demandTime(String downstream) {
        demandTime(downstream, ticker, ticker.getAsLong());
    }

    /**
     * As {@link #demandTime(String)}.
     *
     * @param now what {@code read} said a moment ago: reading a clock costs more than the rest of this
     * @return how many nanoseconds there are
     */
    @SuppressWarnings("ReferenceEquality") // of another ticker the reading says nothing
    long demandTime(String downstream, LongSupplier read, long now) {
        long left = endsAt - (read == ticker ? now : ticker.getAsLong());
        if (left <= 0) {
            throw DeadlineExceededException.notStarted(downstream, this);
        }
        return left;
    }

    private static long nanos(Duration time) {
        if (time.isNegative() || time.compareTo(Duration.ofNanos(LONGEST)) > 0) {
            throw new IllegalArgumentException("A deadline must be 0s to "
                    + Duration.ofNanos(LONGEST).toDays() + " days from now, was " + written(time));
        }
        return time.toNanos();
    }
}
