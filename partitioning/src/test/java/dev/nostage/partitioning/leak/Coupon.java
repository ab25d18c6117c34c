package dev.nostage.partitioning.leak;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TenantId;

/** Its id is the application's own, and not the database's. */
@MappedEntity("coupon")
public record Coupon(@Id String code, @TenantId @Nullable String tenantId, String note) {}
