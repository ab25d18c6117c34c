package dev.nostage.shop.order;

import dev.nostage.event.WideEvent;
import dev.nostage.shop.ShopException;
import dev.nostage.shop.catalogue.Product;
import dev.nostage.shop.catalogue.ProductRepository;
import dev.nostage.shop.inventory.InventoryClient;
import dev.nostage.shop.inventory.Reservation;
import dev.nostage.shop.payment.Charge;
import dev.nostage.shop.payment.Payment;
import dev.nostage.shop.payment.PaymentClient;
import dev.nostage.shop.sale.Pricing;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Places an order: reserves the goods, takes the payment, keeps the order. */
@Singleton
final class Ordering {

    private final ProductRepository products;
    private final PurchaseOrderRepository orders;
    private final InventoryClient inventory;
    private final PaymentClient payments;
    private final Pricing pricing;
    private final Clock clock;

    Ordering(
            ProductRepository products,
            PurchaseOrderRepository orders,
            InventoryClient inventory,
            PaymentClient payments,
            Pricing pricing,
            Clock clock) {
        this.products = products;
        this.orders = orders;
        this.inventory = inventory;
        this.payments = payments;
        this.pricing = pricing;
        this.clock = clock;
    }

    PurchaseOrder place(String sku, int quantity) {
        Product product = products.findById(sku).orElseThrow(() -> ShopException.unknownProduct(sku));
        BigDecimal total = pricing.price(product.price()).multiply(BigDecimal.valueOf(quantity));
        UUID id = UUID.randomUUID();
        WideEvent.current().note("order", id.toString());
        inventory.reserve(new Reservation(id, sku, quantity));
        Payment payment = payments.charge(new Charge(id, total));
        Instant placedAt = clock.instant().truncatedTo(ChronoUnit.MICROS); // as fine as the column keeps it
        return orders.save(
                new PurchaseOrder(id, null, sku, quantity, total, placedAt, payment.reference(), payment.stubbed()));
    }
}
