package dev.nostage.partitioning.leak;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Relation;
import io.micronaut.data.annotation.TenantId;
import io.micronaut.data.annotation.Version;
import io.micronaut.data.annotation.sql.JoinColumn;

@MappedEntity("booking")
public record Booking(
        @Id @GeneratedValue @Nullable Long id,
        @TenantId @Nullable String tenantId,
        String item,
        int amount,
        @Version @Nullable Long version,

        @Nullable
        @Relation(Relation.Kind.MANY_TO_ONE)
        @JoinColumn(name = "account_id", referencedColumnName = "id")
        @JoinColumn(name = "tenant_id", referencedColumnName = "tenant_id")
        Account account) {}
