package dev.nostage.resilience;

import static dev.nostage.problem.Quoted.quoted;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code Nostage-Deadline-Ms}: how many milliseconds whoever calls will still wait. */
public final class DeadlineHeader {

    public static final String NAME = "Nostage-Deadline-Ms";

    /** Up to eleven days: a longer time is none that anybody waits for. */
    private static final Pattern SHAPE = Pattern.compile("0|[1-9][0-9]{0,8}");

    private DeadlineHeader() {}

    /**
     * The time that was sent, if one was; nothing but zero says that it is over already.
     *
     * @throws DeadlineMalformedException if it cannot be read, or was sent more than once
     */
    public static Optional<Duration> parse(List<String> sent) {
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        if (sent.size() > 1) {
            throw new DeadlineMalformedException(NAME + " was sent " + sent.size() + " times");
        }
        if (!SHAPE.matcher(sent.get(0)).matches()) {
            throw new DeadlineMalformedException(
                    NAME + " is a whole number of milliseconds, 0 to 999999999, and was " + quoted(sent.get(0)));
        }
        return Optional.of(Duration.ofMillis(Long.parseLong(sent.get(0))));
    }

    /** What is sent on: rounded down, so that the next one gives up first, and at least 1, since the call is made. */
    public static String print(Duration remaining) {
        return Long.toString(Math.max(1, Math.min(999_999_999, remaining.toMillis())));
    }
}
