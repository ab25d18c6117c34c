package dev.nostage.shop.inventory;

import dev.nostage.resilience.DownstreamStub;

/** Answers for tenants that are not live: everything is in stock, and nothing is taken from it. */
@DownstreamStub("inventory")
final class InventoryStub implements InventoryClient {

    @Override
    public Reservation reserve(Reservation reservation) {
        return reservation;
    }
}
