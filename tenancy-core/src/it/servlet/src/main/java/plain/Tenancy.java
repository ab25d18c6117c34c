package plain;

import dev.nostage.event.LoggingWideEventSink;
import dev.nostage.event.WideEvents;
import dev.nostage.passport.PassportOptions;
import dev.nostage.passport.PassportTenantSource;
import dev.nostage.passport.PassportVerifier;
import dev.nostage.passport.SigningKey;
import dev.nostage.tenancy.Admission;
import dev.nostage.tenancy.HeaderTenantSource;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantSource;
import dev.nostage.tenancy.TrustedPeers;
import dev.nostage.tenancy.servlet.TenancyFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** What a service writes that has no Micronaut. */
final class Tenancy {

    private Tenancy() {}

    static TenancyFilter filter(TenantDirectory directory, SigningKey key) {
        Clock clock = Clock.systemUTC();
        PassportOptions passports = new PassportOptions("shop", List.of(key), Duration.ofMinutes(15), List.of());
        List<TenantSource> sources = List.of(
                new PassportTenantSource(new PassportVerifier(passports, clock)),
                new HeaderTenantSource(new TrustedPeers(List.of("127.0.0.1", "::1"))));
        Admission admission = new Admission(sources, directory, clock);
        WideEvents events = new WideEvents(new LoggingWideEventSink(), clock, System::nanoTime);
        return new TenancyFilter(admission, events).noTenant("/health", "it is the same for everybody");
    }

    static void register(TenancyFilter filter, ServletContext context) {
        FilterRegistration.Dynamic tenancy = context.addFilter("tenancy", filter);
        tenancy.setAsyncSupported(true);
        tenancy.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
    }
}
