package dev.nostage.partitioning.shop;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Relation;
import io.micronaut.data.annotation.TenantId;
import io.micronaut.data.annotation.Version;
import io.micronaut.data.annotation.sql.JoinColumn;

@MappedEntity("purchase")
public record Purchase(
        @Id @GeneratedValue @Nullable Long id,
        @TenantId @Nullable String tenantId,
        String item,
        @Version @Nullable Long version,

        @Nullable
        @Relation(Relation.Kind.MANY_TO_ONE)
        @JoinColumn(name = "customer_id", referencedColumnName = "id")
        @JoinColumn(name = "tenant_id", referencedColumnName = "tenant_id")
        Customer customer) {

    public static Purchase of(String item) {
        return new Purchase(null, null, item, null, null);
    }

    public Purchase by(Customer customer) {
        return new Purchase(id, tenantId, item, version, customer);
    }

    public Purchase item(String item) {
        return new Purchase(id, tenantId, item, version, customer);
    }

    public Purchase of(String tenant, String item) {
        return new Purchase(id, tenant, item, version, customer);
    }
}
