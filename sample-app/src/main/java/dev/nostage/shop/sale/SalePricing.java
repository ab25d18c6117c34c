package dev.nostage.shop.sale;

import dev.nostage.timemachine.LiveFrom;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A fifth off everything, while the anniversary sale is on. */
@Primary
@Singleton
@LiveFrom(value = "anniversary-sale", predecessor = RegularPricing.class)
class SalePricing implements Pricing {

    private static final BigDecimal FACTOR = new BigDecimal("0.80");

    @Override
    public BigDecimal price(BigDecimal regular) {
        return regular.multiply(FACTOR).setScale(2, RoundingMode.HALF_UP);
    }
}
