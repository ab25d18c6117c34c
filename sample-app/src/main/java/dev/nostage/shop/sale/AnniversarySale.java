package dev.nostage.shop.sale;

import dev.nostage.timemachine.Launch;
import dev.nostage.timemachine.Launches;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The anniversary sale, from its first midnight to its last. What it does to prices is {@link SalePricing}. */
@Singleton
public final class AnniversarySale {

    static final String NAME = "anniversary-sale";

    private final Launches launches;

    AnniversarySale(Launches launches) {
        this.launches = launches;
    }

    /** At the (travelled) moment. */
    public boolean isLive() {
        return launches.isLive(NAME);
    }

    public OffsetDateTime startsAt() {
        return local(launch().from());
    }

    /** Null if it never ends. */
    public @Nullable OffsetDateTime endsAt() {
        Instant until = launch().until();
        return until == null ? null : local(until);
    }

    OffsetDateTime local(Instant instant) {
        return instant.atZone(launch().zone()).toOffsetDateTime();
    }

    private Launch launch() {
        return launches.require(NAME);
    }
}
