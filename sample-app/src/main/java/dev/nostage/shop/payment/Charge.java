package dev.nostage.shop.payment;

import io.micronaut.serde.annotation.Serdeable;
import java.math.BigDecimal;
import java.util.UUID;

/** @param order the order that is paid, by which the payment service knows a charge that it has seen before */
@Serdeable
public record Charge(UUID order, BigDecimal amount) {}
