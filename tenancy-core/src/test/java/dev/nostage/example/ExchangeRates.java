package dev.nostage.example;

import dev.nostage.tenancy.SharedCache;
import io.micronaut.cache.annotation.Cacheable;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.math.BigDecimal;

@Requires(property = "rates")
@Singleton
class ExchangeRates {

    private final Bank bank;

    ExchangeRates(Bank bank) {
        this.bank = bank;
    }

    @Cacheable("rates")
    @SharedCache(because = "exchange rates are the same for everybody")
    Rate rate(String currency) {
        return bank.rate(currency);
    }

    /** Whoever knows the rates. */
    interface Bank {

        Rate rate(String currency);
    }

    record Rate(String currency, BigDecimal euros) {}
}
