package dev.nostage.testkit.rules;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.chrono.JapaneseDate;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Classes that ask for the time, each method in one way. */
@SuppressWarnings({"JavaTimeDefaultTimeZone", "JavaUtilDate", "TimeInStaticInitializer", "UnusedVariable"})
final class ClockExamples {

    private ClockExamples() {}

    /** Each of its methods breaks the rule. */
    static final class Broken {

        private static final ZoneId ZONE = ZoneOffset.UTC;

        Object instant() {
            return Instant.now();
        }

        Object localDate() {
            return LocalDate.now();
        }

        Object localDateInZone() {
            return LocalDate.now(ZONE);
        }

        Object localTime() {
            return LocalTime.now(ZONE);
        }

        Object localDateTime() {
            return LocalDateTime.now(ZONE);
        }

        Object zoned() {
            return ZonedDateTime.now(ZONE);
        }

        Object offset() {
            return OffsetDateTime.now(ZONE);
        }

        Object offsetTime() {
            return OffsetTime.now(ZONE);
        }

        Object year() {
            return Year.now(ZONE);
        }

        Object yearMonth() {
            return YearMonth.now(ZONE);
        }

        Object monthDay() {
            return MonthDay.now(ZONE);
        }

        Object japanese() {
            return JapaneseDate.now(ZONE);
        }

        Object chronology() {
            return IsoChronology.INSTANCE.dateNow(ZONE);
        }

        Object millis() {
            return System.currentTimeMillis();
        }

        Object date() {
            return new Date();
        }

        Object calendar() {
            return Calendar.getInstance();
        }

        Object calendarOfZone() {
            return Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        }

        Object gregorian() {
            return new GregorianCalendar();
        }

        Object systemUtc() {
            return Clock.systemUTC();
        }

        Object system() {
            return Clock.system(ZONE);
        }

        Object systemDefault() {
            return Clock.systemDefaultZone();
        }

        Object ticking() {
            return Clock.tickSeconds(ZONE);
        }

        Object source() {
            return InstantSource.system();
        }

        Supplier<Instant> methodReference() {
            return Instant::now;
        }

        Supplier<Date> constructorReference() {
            return Date::new;
        }

        LongSupplier millisReference() {
            return System::currentTimeMillis;
        }

        Supplier<Clock> clockReference() {
            return Clock::systemUTC;
        }

        Supplier<Object> inLambda() {
            return () -> Instant.now();
        }
    }

    /** As often in a field as in a method. */
    static final class BrokenField {

        private static final Instant STARTED = Instant.now();
    }

    static final class Kept {

        private final Clock clock;

        Kept(Clock clock) {
            this.clock = clock;
        }

        Object instant() {
            return clock.instant();
        }

        Object localDate() {
            return LocalDate.now(clock.withZone(ZoneOffset.UTC));
        }

        Object chronology() {
            return IsoChronology.INSTANCE.dateNow(clock);
        }

        Function<Clock, Instant> methodReference() {
            return Instant::now;
        }

        Object older() {
            return new Date(clock.millis());
        }

        Object calendar() {
            return new GregorianCalendar(2027, Calendar.NOVEMBER, 27);
        }

        Object coarser() {
            return Clock.tick(clock, Duration.ofSeconds(1));
        }

        Object fixed() {
            return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        }

        LongSupplier machineTime() {
            return System::nanoTime;
        }
    }
}
