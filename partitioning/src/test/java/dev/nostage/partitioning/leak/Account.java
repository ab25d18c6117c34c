package dev.nostage.partitioning.leak;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Relation;
import io.micronaut.data.annotation.TenantId;
import java.util.List;

/** As an entity is written where there are walls. */
@MappedEntity("account")
public record Account(
        @Id @GeneratedValue @Nullable Long id,
        @TenantId @Nullable String tenantId,
        String name,

        @Nullable @Relation(value = Relation.Kind.ONE_TO_MANY, mappedBy = "account", cascade = Relation.Cascade.PERSIST)
        List<Booking> bookings) {}
