package dev.nostage.shop.sale;

import dev.nostage.timemachine.Launch;
import dev.nostage.timemachine.Launches;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The anniversary sale: a fifth off everything, from its first midnight to its last. */
@Singleton
public final class AnniversarySale {

    static final String NAME = "anniversary-sale";

    private static final BigDecimal FACTOR = new BigDecimal("0.80");

    private final Launches launches;

    AnniversarySale(Launches launches) {
        this.launches = launches;
    }

    /** At the (travelled) moment. */
    public boolean isLive() {
        return launches.isLive(NAME);
    }

    /** What something costs at the (travelled) moment, in cents at the finest. */
    public BigDecimal price(BigDecimal regular) {
        return isLive() ? regular.multiply(FACTOR).setScale(2, RoundingMode.HALF_UP) : regular;
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
