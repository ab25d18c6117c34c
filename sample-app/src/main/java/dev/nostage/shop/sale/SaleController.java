package dev.nostage.shop.sale;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** {@code GET /sale}: whether the sale is on, at the (travelled) moment. */
@Controller("/sale")
final class SaleController {

    private final AnniversarySale sale;
    private final Clock clock;

    SaleController(AnniversarySale sale, Clock clock) {
        this.sale = sale;
        this.clock = clock;
    }

    @Get
    Answer get() {
        return new Answer(sale.isLive(), sale.local(clock.instant()), sale.startsAt(), sale.endsAt());
    }

    /** All times in the zone in which the sale is meant. */
    @Serdeable
    record Answer(
            boolean live,
            OffsetDateTime now,
            OffsetDateTime startsAt,
            @Nullable OffsetDateTime endsAt) {}
}
