package dev.nostage.shop.order;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order that was placed and paid.
 *
 * @param tenantId filled in when it is saved
 * @param placedAt at the (travelled) moment
 */
@MappedEntity("purchase_order")
record PurchaseOrder(
        @Id UUID id,
        @TenantId @Nullable String tenantId,
        String sku,
        int quantity,
        BigDecimal total,
        Instant placedAt,
        String paymentReference,
        boolean paymentStubbed) {}
