package dev.nostage.testkit.isolation;

import io.micronaut.data.annotation.AutoPopulated;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TenantId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@MappedEntity
record Memo(
        @Id @AutoPopulated @Nullable UUID id,
        @TenantId @Nullable String tenantId,
        String text,
        int stars) {}
