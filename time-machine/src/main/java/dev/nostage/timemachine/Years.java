package dev.nostage.timemachine;

import java.time.Instant;

/** The years in which one can be: those that every format writes alike, and whose differences never overflow. */
final class Years {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Years() {}

    static void demandFourDigits(Instant instant) {
        if (instant.isBefore(FIRST) || instant.isAfter(END)) {
            throw new IllegalArgumentException(
                    "An as-of lies between " + FIRST + " and " + END + ", and was " + instant);
        }
    }
}
