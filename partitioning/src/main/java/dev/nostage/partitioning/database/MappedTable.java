package dev.nostage.partitioning.database;

import org.jspecify.annotations.Nullable;

/**
 * A table as an entity maps it.
 *
 * @param entity the entity's simple name
 * @param schema the schema that the entity names, or null if it names none
 * @param namesTenant whether it has a {@code @TenantId}
 */
public record MappedTable(String entity, @Nullable String schema, String table, boolean namesTenant) {}
