package dev.nostage.timemachine.example;

import dev.nostage.passport.Passport;
import dev.nostage.tenancy.Tenant;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.SystemTime;
import dev.nostage.timemachine.TravelPolicy;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

@Requires(property = "example.near-journeys")
@Singleton
class NearJourneys implements TravelPolicy {

    private static final Duration LONGEST = Duration.ofDays(90);

    private final TravelPolicy standard = TravelPolicy.standard();
    private final Clock systemTime;

    NearJourneys(@SystemTime Clock systemTime) {
        this.systemTime = systemTime;
    }

    @Override
    public Verdict judge(Tenant tenant, @Nullable Passport passport, AsOf asOf) {
        Duration away = Duration.between(systemTime.instant(), asOf.target()).abs();
        return away.compareTo(LONGEST) > 0
                ? new Verdict.Refused("Nobody travels further than 90 days.")
                : standard.judge(tenant, passport, asOf);
    }
}
