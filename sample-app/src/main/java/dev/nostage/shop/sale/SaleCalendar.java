package dev.nostage.shop.sale;

import dev.nostage.timemachine.Launch;
import dev.nostage.timemachine.SystemTime;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;

/**
 * When the sale is, unless {@code nostage.launches.anniversary-sale} says so: three days from the next 27 November that is
 * still to come as the shop starts. So the story that the shop tells can be told on any day of the year.
 */
@Factory
final class SaleCalendar {

    private static final MonthDay ANNIVERSARY = MonthDay.of(11, 27);
    private static final ZoneId HOME = ZoneId.of("America/Los_Angeles");
    private static final int DAYS = 3;

    @Singleton
    @Requires(missingProperty = "nostage.launches.anniversary-sale.from")
    Launch anniversarySale(@SystemTime Clock clock) {
        LocalDate today = LocalDate.now(clock.withZone(HOME));
        LocalDate thisYears = ANNIVERSARY.atYear(today.getYear());
        LocalDate next = thisYears.isAfter(today) ? thisYears : thisYears.plusYears(1);
        return new Launch(
                AnniversarySale.NAME,
                next.atStartOfDay(HOME).toInstant(),
                next.plusDays(DAYS).atStartOfDay(HOME).toInstant(),
                HOME);
    }
}
