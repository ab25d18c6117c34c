package dev.nostage.timemachine;

import static dev.nostage.problem.Quoted.quoted;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a date, or a date and a time with {@code Z}, an offset, a zone in brackets or none of them. A subset of RFC 9557
 * with years of four digits.
 */
final class Moment {

    /** What people write between a date and a time, where a T stands, or after a date, where no zone does. */
    private static final Pattern NEARLY_A_TIME = Pattern.compile("[tZz+\\-\\[]| +[0-9]");

    private Moment() {}

    /**
     * @param zone where a date or time without zone is meant; a date means its midnight
     * @throws TimeMalformedException if it is not written so, does not exist in its zone, or exists twice
     */
    static Instant read(Scan scan, ZoneId zone) {
        int start = scan.column();
        LocalDate date = date(scan);
        if (scan.sees(NEARLY_A_TIME)) {
            throw scan.expected("'T' and a time, such as T08:00");
        }
        if (!scan.skip("T")) {
            return in(zone, date.atStartOfDay(), scan, start);
        }
        LocalDateTime local = date.atTime(time(scan));
        if (scan.sees("Z+-")) {
            return local.toInstant(alone(offset(scan), scan));
        }
        if (scan.sees("z")) {
            throw scan.expected("a capital 'Z'");
        }
        return in(scan.skip("[") ? zone(scan) : zone, local, scan, start);
    }

    private static ZoneOffset alone(ZoneOffset offset, Scan scan) {
        if (scan.sees("[")) {
            throw scan.wrong(scan.column(), "a zone after an offset: leave one of them out");
        }
        return offset;
    }

    private static LocalDate date(Scan scan) {
        int year = scan.digits(4, "the year");
        scan.demand("-");
        int monthAt = scan.column();
        int month = within(1, 12, scan.digits(2, "the month"), "month", scan, monthAt);
        scan.demand("-");
        int dayAt = scan.column();
        int day = scan.digits(2, "the day");
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            throw scan.wrong(dayAt, "that month has no day " + day);
        }
    }

    private static LocalTime time(Scan scan) {
        int hour = part(23, "hour", scan);
        scan.demand(":", "':' and the minute");
        int minute = part(59, "minute", scan);
        int second = scan.skip(":") ? part(59, "second", scan) : -1;
        if (second < 0) {
            return LocalTime.of(hour, minute);
        }
        String fraction = scan.skip(".") ? scan.digitsUpTo(9, "a second's fraction") : "";
        return LocalTime.of(hour, minute, second, Integer.parseInt((fraction + "000000000").substring(0, 9)));
    }

    private static ZoneOffset offset(Scan scan) {
        if (scan.skip("Z")) {
            return ZoneOffset.UTC;
        }
        int start = scan.column();
        int sign = scan.take() == '-' ? -1 : 1;
        int hours = part(18, "offset's hour", scan);
        scan.demand(":", "':' and the offset's minute");
        int minutes = part(59, "offset's minute", scan);
        if (hours == 18 && minutes > 0) {
            throw scan.wrong(start, "an offset is at most 18:00");
        }
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private static ZoneId zone(Scan scan) {
        int start = scan.column();
        String id = scan.until("]");
        if (!ZoneId.getAvailableZoneIds().contains(id)) {
            throw scan.wrong(start, "no time zone is named " + quoted(id));
        }
        return ZoneId.of(id);
    }

    private static Instant in(ZoneId zone, LocalDateTime local, Scan scan, int column) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() == 1) {
            return local.toInstant(offsets.get(0));
        }
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        OffsetDateTime byBefore = local.atOffset(change.getOffsetBefore());
        OffsetDateTime byAfter = local.atOffset(change.getOffsetAfter());
        throw change.isGap()
                ? scan.wrong(
                        column,
                        local + " does not exist in " + zone + ", whose clocks go forward then: say "
                                + byAfter.withOffsetSameInstant(change.getOffsetBefore()) + " or "
                                + byBefore.withOffsetSameInstant(change.getOffsetAfter()))
                : scan.wrong(
                        column,
                        local + " is twice in " + zone + ", whose clocks go back then: say " + byBefore + " or "
                                + byAfter);
    }

    private static int part(int most, String name, Scan scan) {
        int start = scan.column();
        return within(0, most, scan.digits(2, "the " + name), name, scan, start);
    }

    private static int within(int least, int most, int number, String name, Scan scan, int column) {
        if (number < least || number > most) {
            throw scan.wrong(column, "no " + name + " is " + number);
        }
        return number;
    }
}
