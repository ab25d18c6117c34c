package dev.nostage.shop.inventory;

import dev.nostage.resilience.DownstreamFallback;
import dev.nostage.shop.ShopException;

/** Nothing stands in for goods: says that none are reserved, and nothing was paid. */
@DownstreamFallback("inventory")
final class InventoryFallback {

    @SuppressWarnings("DoNotCallSuggester") // who calls it wants just that
    public Reservation reserve(Reservation reservation, Throwable cause) {
        throw ShopException.notPlaced("The goods could not be reserved, and nothing was paid.", cause);
    }
}
