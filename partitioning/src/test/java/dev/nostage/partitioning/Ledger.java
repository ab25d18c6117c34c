package dev.nostage.partitioning;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TenantId;

@MappedEntity("ledger")
record Ledger(
        @Id @GeneratedValue @Nullable Long id,
        @TenantId @Nullable String tenantId,
        String entry) {

    static Ledger of(String entry) {
        return new Ledger(null, null, entry);
    }

    Ledger of(String tenant, String entry) {
        return new Ledger(id, tenant, entry);
    }
}
