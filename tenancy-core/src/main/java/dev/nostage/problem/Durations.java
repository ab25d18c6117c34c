package dev.nostage.problem;

import java.time.Duration;

/** Durations in messages as configuration writes them: {@code 5m}, and not {@code PT5M}. */
public final class Durations {

    private Durations() {}

    /** In the largest of d, h, m, s and ms of which it is a whole number; smaller parts as ISO 8601 has them. */
    public static String written(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.toNanosPart() != 0) {
            return duration.toNanosPart() % 1_000_000 == 0 ? duration.toMillis() + "ms" : duration.toString();
        }
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
