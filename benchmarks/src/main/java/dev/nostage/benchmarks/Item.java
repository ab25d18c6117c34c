package dev.nostage.benchmarks;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TenantId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A row of a tenant's. */
@MappedEntity("item")
record Item(@Id Long id, @TenantId @Nullable String tenantId, String name, BigDecimal price) {}
