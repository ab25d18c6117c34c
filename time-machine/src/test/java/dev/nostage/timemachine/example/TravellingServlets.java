package dev.nostage.timemachine.example;

import dev.nostage.event.LoggingWideEventSink;
import dev.nostage.event.WideEvents;
import dev.nostage.passport.PassportOptions;
import dev.nostage.passport.PassportTenantSource;
import dev.nostage.passport.PassportVerifier;
import dev.nostage.passport.SigningKey;
import dev.nostage.tenancy.Admission;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.servlet.TenancyFilter;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.Departure;
import dev.nostage.timemachine.TimeMachineClock;
import dev.nostage.timemachine.TimeMachineHeader;
import dev.nostage.timemachine.TravelPolicy;
import dev.nostage.timemachine.servlet.TimeMachineFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** What a service writes that has no Micronaut. */
final class TravellingServlets {

    private TravellingServlets() {}

    static TimeMachineFilter filter(TenantDirectory directory, SigningKey key) {
        Clock systemTime = Clock.systemUTC();
        PassportOptions passports =
                new PassportOptions("shop", List.of(key), Duration.ofMinutes(15), List.of(AsOf.KEY));
        PassportTenantSource source = new PassportTenantSource(new PassportVerifier(passports, systemTime));
        Admission admission = new Admission(List.of(source), directory, systemTime);
        WideEvents events = new WideEvents(new LoggingWideEventSink(), systemTime, System::nanoTime);
        TimeMachineHeader header = new TimeMachineHeader(TimeMachineHeader.DEFAULT_MAX_DISTANCE);
        Departure departure = new Departure(header, TravelPolicy.standard(), systemTime);
        return new TimeMachineFilter(new TenancyFilter(admission, events), departure);
    }

    static void register(TimeMachineFilter filter, ServletContext context) {
        FilterRegistration.Dynamic travel = context.addFilter("time-machine", filter);
        travel.setAsyncSupported(true);
        travel.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
    }

    static Clock clock() {
        return new TimeMachineClock(Clock.systemUTC());
    }
}
