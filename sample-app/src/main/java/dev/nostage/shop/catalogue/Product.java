package dev.nostage.shop.catalogue;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TenantId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Something a tenant sells.
 *
 * @param tenantId filled in when it is saved
 * @param price before any sale
 */
@MappedEntity("product")
public record Product(@Id String sku, @TenantId @Nullable String tenantId, String name, BigDecimal price) {}
