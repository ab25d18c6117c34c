package dev.nostage.partitioning.shop;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Relation;
import io.micronaut.data.annotation.TenantId;
import java.util.List;

@MappedEntity("customer")
public record Customer(
        @Id @GeneratedValue @Nullable Long id,
        @TenantId @Nullable String tenantId,
        String name,

        @Nullable @Relation(Relation.Kind.MANY_TO_ONE) Country country,

        @Nullable
        @Relation(value = Relation.Kind.ONE_TO_MANY, mappedBy = "customer", cascade = Relation.Cascade.PERSIST)
        List<Purchase> purchases) {

    public static Customer named(String name) {
        return new Customer(null, null, name, null, List.of());
    }

    public Customer buying(Purchase... purchases) {
        return new Customer(id, tenantId, name, country, List.of(purchases));
    }

    public Customer from(Country country) {
        return new Customer(id, tenantId, name, country, purchases);
    }

    public Customer of(String tenant) {
        return new Customer(id, tenant, name, country, purchases);
    }
}
