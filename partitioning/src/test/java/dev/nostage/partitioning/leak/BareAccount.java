package dev.nostage.partitioning.leak;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Relation;
import java.util.List;

/**
 * As an entity is written where nobody thinks of tenants. It writes the table's name with its schema, so that it is not
 * taken for a second entity of the same table.
 */
@MappedEntity(value = "public.account", escape = false, alias = "account_")
public record BareAccount(
        @Id @GeneratedValue @Nullable Long id,
        @Nullable String tenantId,
        String name,

        @Nullable @Relation(value = Relation.Kind.ONE_TO_MANY, mappedBy = "account", cascade = Relation.Cascade.ALL)
        List<BareBooking> bookings) {}
