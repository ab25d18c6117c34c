package dev.nostage.partitioning.guide;

import dev.nostage.partitioning.Masked;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Relation;
import io.micronaut.data.annotation.TenantId;
import java.util.List;

@MappedEntity("client")
public record Client(
        @Id @GeneratedValue @Nullable Long id,
        @TenantId @Nullable String tenantId,
        String name,
        @Masked String email,

        @Nullable @Relation(value = Relation.Kind.ONE_TO_MANY, mappedBy = "client", cascade = Relation.Cascade.PERSIST)
        List<Invoice> invoices) {}
