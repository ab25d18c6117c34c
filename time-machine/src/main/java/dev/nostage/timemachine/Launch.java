package dev.nostage.timemachine;

import static dev.nostage.problem.Quoted.quoted;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes live at a date, and may end at one.
 *
 * @param from the first moment at which it is live
 * @param until the first moment at which it no longer is, or null if it stays
 * @param zone where its dates are meant
 */
public record Launch(String name, Instant from, @Nullable Instant until, ZoneId zone) {

    /** @throws IllegalArgumentException if it ends before it has been live */
    public Launch {
        if (until != null && !until.isAfter(from)) {
            throw new IllegalArgumentException("Launch \"" + name + "\": until, which is " + local(until, zone)
                    + ", must be after from, which is " + local(from, zone) + " (zone " + zone + ")");
        }
    }

    /**
     * A launch whose dates are written as in the {@link TimeMachineHeader}, except that they are not relative.
     *
     * @throws IllegalArgumentException if a date cannot be read, or the end is not after the start
     */
    public static Launch of(String name, String from, @Nullable String until, ZoneId zone) {
        return new Launch(
                name, read(name, "from", from, zone), until == null ? null : read(name, "until", until, zone), zone);
    }

    /** Whether {@code from <= instant < until}. */
    public boolean isLiveAt(Instant instant) {
        return !instant.isBefore(from) && (until == null || instant.isBefore(until));
    }

    /** Whether there is a moment at which both are live. */
    public boolean overlaps(Launch other) {
        return isLiveAt(other.from) || other.isLiveAt(from);
    }

    private static OffsetDateTime local(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toOffsetDateTime();
    }

    private static Instant read(String name, String key, String text, ZoneId zone) {
        Scan scan = new Scan(text);
        try {
            if (scan.sees("+-")) {
                throw scan.wrong(scan.column(), "a distance would lead elsewhere at every start: write a date");
            }
            Instant instant = Moment.read(scan, zone);
            scan.demandEnd();
            return instant;
        } catch (TimeMalformedException e) {
            throw new IllegalArgumentException(
                    "Launch \"" + name + "\": " + key + " " + quoted(text) + ", column " + e.column() + ": "
                            + e.reason(),
                    e);
        }
    }
}
