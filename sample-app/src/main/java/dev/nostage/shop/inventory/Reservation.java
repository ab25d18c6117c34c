package dev.nostage.shop.inventory;

import io.micronaut.serde.annotation.Serdeable;
import java.util.UUID;

/** Goods that are kept for an order. */
@Serdeable
public record Reservation(UUID order, String sku, int quantity) {}
