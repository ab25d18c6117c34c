package dev.nostage.partitioning.guide;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Relation;
import io.micronaut.data.annotation.TenantId;
import io.micronaut.data.annotation.Version;
import io.micronaut.data.annotation.sql.JoinColumn;
import java.math.BigDecimal;

@MappedEntity("invoice")
public record Invoice(
        @Id @GeneratedValue @Nullable Long id,
        @TenantId @Nullable String tenantId,

        @Nullable
        @Relation(Relation.Kind.MANY_TO_ONE)
        @JoinColumn(name = "client_id", referencedColumnName = "id")
        @JoinColumn(name = "tenant_id", referencedColumnName = "tenant_id")
        Client client,

        String number,
        BigDecimal total,
        String currency,
        @Version @Nullable Long version) {

    Invoice total(BigDecimal changed) {
        return new Invoice(id, tenantId, client, number, changed, currency, version);
    }
}
