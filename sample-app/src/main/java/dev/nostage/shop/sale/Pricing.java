package dev.nostage.shop.sale;

import java.math.BigDecimal;

/** What something costs at the (travelled) moment. */
public interface Pricing {

    /** In cents at the finest. */
    BigDecimal price(BigDecimal regular);
}
