package dev.nostage.resilience;

import dev.nostage.problem.Problem;
import java.time.Duration;

/** The time in which somebody waits for an answer is over. */
public final class DeadlineExceededException extends DownstreamException {

    /** A downstream that takes longer is slow, however hasty the caller was. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private static final String ITSELF = "this service";

    private final Duration time;
    private final boolean started;
    private final boolean blaming;

    private DeadlineExceededException(
            String downstream, Duration time, boolean started, boolean blaming, String detail, String message) {
        super(downstream, new Problem("deadline-exceeded", 504, "Deadline exceeded", detail), message);
        this.time = time;
        this.started = started;
        this.blaming = blaming;
    }

    static DeadlineExceededException notStarted(String downstream, Deadline deadline) {
        return new DeadlineExceededException(
                downstream,
                deadline.time(),
                false,
                false,
                "The time for this request was over before all was done that it needs.",
                "Downstream \"" + downstream + "\" was not called: the deadline, "
                        + deadline.time().toMillis()
                        + " ms after it was set, had passed. Give the request more time, or find what took it");
    }

    /**
     * A call that was made has not ended in time.
     *
     * @param downstream its name, or the host where it has none
     * @param had how long the call was given
     */
    public static DeadlineExceededException ended(String downstream, Duration had, Deadline deadline) {
        return new DeadlineExceededException(
                downstream,
                had,
                true,
                had.compareTo(SLOW) >= 0 || (!deadline.isOfCaller() && isMost(had, deadline.time())),
                "What this request needs was not there in time.",
                "Downstream \"" + downstream + "\" was called and given up after " + had.toMillis()
                        + " ms, which was all that the deadline left it");
    }

    private static boolean isMost(Duration had, Duration all) {
        return had.multipliedBy(2).compareTo(all) >= 0;
    }

    /** A request that nobody waits for any more when it comes. */
    public static DeadlineExceededException onArrival() {
        return new DeadlineExceededException(
                ITSELF,
                Duration.ZERO,
                false,
                false,
                "The time for this request was over when it came.",
                "The request came when its time was over: " + DeadlineHeader.NAME + " was 0");
    }

    /** The name of the downstream; the host where it has none, or {@code this service} if the request came too late. */
    @Override
    public String downstream() {
        return super.downstream();
    }

    /** How long it had: the call if it was {@link #started}, and otherwise the work that wanted to make it. */
    public Duration time() {
        return time;
    }

    /** Whether the downstream was called. */
    public boolean started() {
        return started;
    }

    /**
     * Whether this tells that the downstream is slow: it was called, and had a second, or most of the time that is given
     * here.
     * A caller who waits for less tells of itself alone, and must not open a breaker that others stand behind.
     */
    public boolean isDownstreamSlow() {
        return blaming;
    }
}
