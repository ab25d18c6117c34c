package dev.nostage.resilience;

import java.time.Duration;

/** Times as configuration writes them: {@code 5m}, and not {@code PT5M}. */
final class Told {

    private Told() {}

    /** In the largest unit of which it is a whole number. */
    static String time(Duration time) {
        if (time.isZero()) {
            return "0s";
        }
        if (time.toNanosPart() != 0) {
            return time.toNanosPart() % 1_000_000 == 0 ? time.toMillis() + "ms" : time.toString();
        }
        long seconds = time.toSeconds();
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
