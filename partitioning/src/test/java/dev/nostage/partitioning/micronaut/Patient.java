package dev.nostage.partitioning.micronaut;

import dev.nostage.partitioning.Masked;
import io.micronaut.data.annotation.Embeddable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Relation;
import io.micronaut.data.annotation.TenantId;
import org.jspecify.annotations.Nullable;

/** Some of it is masked in a copy. */
@MappedEntity("patient")
record Patient(
        @Id long id,
        @TenantId @Nullable String tenantId,
        @Masked String fullName,
        String ward,
        @Masked @Relation(Relation.Kind.EMBEDDED) Address home) {

    @Embeddable
    record Address(String street, int number) {}
}
