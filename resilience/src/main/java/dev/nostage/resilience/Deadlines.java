package dev.nostage.resilience;

import dev.nostage.context.RequestContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sets deadlines in machine time: {@code deadlines.in(Duration.ofSeconds(2)).call(work)}. */
public final class Deadlines {

    /** How long a request may take for its calls where nothing else is declared. */
    public static final Duration DEFAULT = Duration.ofSeconds(30);

    private final @Nullable Duration longest;
    private final LongSupplier ticker;

    /**
     * @param longest how long a request may take for its calls, whatever its caller says; null if it is for the caller
     *     alone to say
     * @param ticker machine time in nanoseconds since any moment, such as {@code System::nanoTime}; it must not be one
     *     that a request can shift
     * @throws IllegalArgumentException if the longest time is negative, or longer than a ticker can tell
     */
    public Deadlines(@Nullable Duration longest, LongSupplier ticker) {
        this.longest = longest;
        this.ticker = ticker;
        if (longest != null) {
            in(longest);
        }
    }

    /** @throws IllegalArgumentException if the time is negative, or longer than a ticker can tell */
    public Deadline in(Duration time) {
        return Deadline.in(time, ticker);
    }

    /**
     * The context with a deadline for a request that comes now. Anybody may send one, since it can only be shortened by
     * it.
     *
     * @param sent the values of {@link DeadlineHeader#NAME}
     * @throws DeadlineMalformedException if they cannot be read
     * @throws DeadlineExceededException if they say that nobody waits any more
     */
    public RequestContext arrive(List<String> sent, RequestContext context) {
        Optional<Duration> asked = DeadlineHeader.parse(sent);
        if (asked.filter(Duration::isZero).isPresent()) {
            throw DeadlineExceededException.onArrival();
        }
        RequestContext arrived = longest == null ? context : in(longest).within(context);
        return asked.map(time -> Deadline.askedFor(time, ticker).within(arrived))
                .orElse(arrived);
    }
}
