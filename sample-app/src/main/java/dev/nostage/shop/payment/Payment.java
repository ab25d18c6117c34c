package dev.nostage.shop.payment;

import io.micronaut.serde.annotation.Serdeable;

/**
 * A payment that was taken.
 *
 * @param stubbed whether no money moved, because a stub answered
 */
@Serdeable
public record Payment(String reference, boolean stubbed) {}
