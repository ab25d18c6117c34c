package forgotten;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TenantId;

@MappedEntity
public record Note(@Id Long id, @TenantId String tenantId) {}
