package dev.nostage.partitioning.leak;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

@MappedEntity(value = "public.coupon", escape = false, alias = "coupon_")
public record BareCoupon(@Id String code, @Nullable String tenantId, String note) {}
