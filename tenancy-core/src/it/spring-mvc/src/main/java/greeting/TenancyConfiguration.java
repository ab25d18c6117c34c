package greeting;

import dev.nostage.context.RequestContext;
import dev.nostage.event.LoggingWideEventSink;
import dev.nostage.event.WideEventSink;
import dev.nostage.event.WideEvents;
import dev.nostage.passport.PassportOptions;
import dev.nostage.passport.PassportTenantSource;
import dev.nostage.passport.PassportVerifier;
import dev.nostage.passport.SigningKey;
import dev.nostage.tenancy.Admission;
import dev.nostage.tenancy.HeaderTenantSource;
import dev.nostage.tenancy.InFlight;
import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TrustedPeers;
import dev.nostage.tenancy.servlet.TenancyFilter;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;

@Configuration
class TenancyConfiguration {

    private static final Clock MACHINE_TIME = Clock.systemUTC();

    @Bean
    FilterRegistrationBean<TenancyFilter> tenancy(Admission admission, WideEvents events) {
        TenancyFilter filter = new TenancyFilter(admission, events).noTenant("/health", "it is the same for everybody");
        FilterRegistrationBean<TenancyFilter> tenancy = new FilterRegistrationBean<>(filter);
        tenancy.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return tenancy;
    }

    @Bean
    TaskDecorator carriesTheContext() {
        return work -> RequestContext.current().wrap(work);
    }

    @Bean
    Admission admission(TenantDirectory directory, PassportOptions passports, InFlight inFlight) {
        return new Admission(
                List.of(
                        new PassportTenantSource(new PassportVerifier(passports, MACHINE_TIME)),
                        new HeaderTenantSource(new TrustedPeers(List.of("127.0.0.1", "::1")))),
                directory,
                MACHINE_TIME,
                inFlight);
    }

    @Bean
    TenantDirectory directory() {
        return new InMemoryTenantDirectory(List.of(Tenant.live("acme"), Tenant.live("globex")));
    }

    @Bean
    PassportOptions passports() {
        return new PassportOptions("greeting", List.of(SigningKey.generated()), Duration.ofMinutes(15), List.of());
    }

    @Bean
    InFlight inFlight() {
        return new InFlight();
    }

    @Bean
    @ConditionalOnMissingBean
    WideEventSink sink() {
        return new LoggingWideEventSink();
    }

    @Bean
    WideEvents events(WideEventSink sink) {
        return new WideEvents(sink, MACHINE_TIME, System::nanoTime);
    }
}
