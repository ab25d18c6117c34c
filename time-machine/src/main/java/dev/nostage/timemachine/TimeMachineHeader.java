package dev.nostage.timemachine;

import static dev.nostage.problem.Durations.written;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The {@code Time-Machine} header: a moment, and whether time runs on from there.
 *
 * <pre>
 * header   = moment [ ";" "mode=" ( "flow" / "freeze" ) ]            ; flow unless it says freeze
 * moment   = absolute / relative
 * absolute = date [ "T" hh:mm [ ":" ss [ "." 1*9DIGIT ] ] [ "Z" / ( "+" / "-" ) hh:mm / "[" zone "]" ] ]
 * relative = ( "+" / "-" ) "P" [ n "D" ] [ "T" [ n "H" ] [ n "M" ] [ n "S" ] ]   ; one at least, nine digits each
 * </pre>
 *
 * Spaces may stand around the semicolon and nowhere else. Whatever is not written so is refused, never taken for now.
 */
public final class TimeMachineHeader {

    public static final String NAME = "Time-Machine";

    /** The longest header that is looked at, in characters. */
    public static final int LONGEST = 128;

    public static final Duration DEFAULT_MAX_DISTANCE = Duration.ofDays(1826);

    private static final Duration LONGEST_DISTANCE = Duration.ofDays(36500);
    private static final int LONGEST_AMOUNT = 9;

    private final Duration maxDistance;

    /**
     * @param maxDistance how far from the real now a header may lead, either way; at most 36500 days
     * @throws IllegalArgumentException if it is not positive, or longer
     */
    public TimeMachineHeader(Duration maxDistance) {
        if (maxDistance.isNegative() || maxDistance.isZero() || maxDistance.compareTo(LONGEST_DISTANCE) > 0) {
            throw new IllegalArgumentException("nostage.time-machine.max-distance is more than nothing and at most "
                    + written(LONGEST_DISTANCE) + ", and was " + written(maxDistance));
        }
        this.maxDistance = maxDistance;
    }

    /** What {@link #parse} reads back as the same target and mode. */
    public static String print(AsOf asOf) {
        return asOf.target() + ";mode=" + asOf.mode().wireName();
    }

    /**
     * @param realNow from where a relative moment counts, and the bounds
     * @param zone where a date or time without zone is meant
     * @throws TimeMalformedException if the text is not in the grammar, names a local time that its zone's clocks skip
     *     or show twice, or leads too far
     */
    public AsOf parse(String text, Instant realNow, ZoneId zone) {
        if (text.length() > LONGEST) {
            throw TimeMalformedException.in(
                    text, LONGEST + 1, "longer than " + LONGEST + " characters: it has " + text.length());
        }
        Scan scan = new Scan(text);
        if (!scan.sees("+-") && !scan.seesDigit()) {
            throw scan.expected("a date such as 2026-11-27, or + or - and a distance such as P3D");
        }
        Instant target = scan.sees("+-") ? relative(scan, realNow) : absolute(scan, realNow, zone);
        AsOf.Mode mode = mode(scan);
        scan.demandEnd();
        return mode == AsOf.Mode.FREEZE ? AsOf.freeze(target) : AsOf.flow(target, realNow);
    }

    private Instant absolute(Scan scan, Instant realNow, ZoneId zone) {
        int start = scan.column();
        Instant target = Moment.read(scan, zone);
        demandNear(Duration.between(realNow, target).abs(), scan, start);
        return target;
    }

    private Instant relative(Scan scan, Instant realNow) {
        int start = scan.column();
        boolean back = scan.take() == '-';
        scan.demand("P");
        Duration distance = Duration.ofSeconds(seconds(scan));
        // Before the addition, which could otherwise leave what an Instant can hold.
        demandNear(distance, scan, start);
        return back ? realNow.minus(distance) : realNow.plus(distance);
    }

    /** Amounts of nine digits at most, whose sum is far below what a long can hold. */
    private static long seconds(Scan scan) {
        boolean days = scan.seesDigit();
        long seconds = days ? amounts(scan, "D") : 0;
        if (scan.skip("T")) {
            return seconds + amounts(scan, "HMS");
        }
        if (!days) {
            throw scan.expected("an amount such as 3D or T2H");
        }
        return seconds;
    }

    /** One amount at least; the units in this order, each once at most. */
    private static long amounts(Scan scan, String units) {
        long seconds = 0;
        String left = units;
        do {
            long amount = Long.parseLong(scan.digitsUpTo(LONGEST_AMOUNT, "an amount"));
            if (!scan.sees(left)) {
                throw scan.expected(unit(left));
            }
            char unit = scan.take();
            left = left.substring(left.indexOf(unit) + 1);
            seconds += amount * secondsOf(unit);
        } while (scan.seesDigit());
        return seconds;
    }

    private static String unit(String left) {
        return switch (left) {
            case "" -> "no further amount";
            case "D" -> "'D', since before a T there are days alone, and after it H, M and S";
            default -> "a unit of " + left;
        };
    }

    private static long secondsOf(char unit) {
        return switch (unit) {
            case 'D' -> 86_400;
            case 'H' -> 3_600;
            case 'M' -> 60;
            default -> 1;
        };
    }

    private void demandNear(Duration distance, Scan scan, int column) {
        if (distance.compareTo(maxDistance) > 0) {
            throw scan.wrong(
                    column,
                    "further from now than " + written(maxDistance)
                            + ", the value of nostage.time-machine.max-distance");
        }
    }

    private static AsOf.Mode mode(Scan scan) {
        if (scan.atEnd()) {
            return AsOf.Mode.FLOW;
        }
        scan.skipSpaces();
        scan.demand(";", "';' and a mode, or the end");
        scan.skipSpaces();
        scan.demand("mode=");
        if (scan.skip(AsOf.Mode.FREEZE.wireName())) {
            return AsOf.Mode.FREEZE;
        }
        if (scan.skip(AsOf.Mode.FLOW.wireName())) {
            return AsOf.Mode.FLOW;
        }
        throw scan.expected("'flow' or 'freeze'");
    }
}
