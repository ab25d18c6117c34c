package dev.nostage.timemachine.partitioning;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.DateCreated;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TenantId;
import java.time.Instant;

@MappedEntity("note")
record Note(
        @Id @GeneratedValue @Nullable Long id,
        @TenantId @Nullable String tenantId,
        String text,
        @DateCreated @Nullable Instant written) {

    static Note of(String text) {
        return new Note(null, null, text, null);
    }
}
