package notes;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.AutoPopulated;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TenantId;
import io.micronaut.serde.annotation.Serdeable;
import java.time.LocalDate;
import java.util.UUID;

@Serdeable
@MappedEntity
public record Note(
        @Id @AutoPopulated @Nullable UUID id, @TenantId @Nullable String tenantId, String text, LocalDate due) {}
