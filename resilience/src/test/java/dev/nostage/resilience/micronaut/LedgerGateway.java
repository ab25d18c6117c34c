package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Downstream;
import jakarta.inject.Singleton;

/** A class of which one method calls a downstream. */
@Singleton
class LedgerGateway {

    @Downstream("ledger")
    String book() {
        return "booked";
    }

    String format() {
        return "formatted";
    }
}
