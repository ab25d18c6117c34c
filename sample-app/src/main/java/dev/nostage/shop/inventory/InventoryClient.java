package dev.nostage.shop.inventory;

import dev.nostage.resilience.Downstream;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.annotation.Client;

/** The stock system, older than the shop. */
@Downstream("inventory")
@Client(id = "inventory")
public interface InventoryClient {

    @Post("/reservations")
    Reservation reserve(@Body Reservation reservation);
}
