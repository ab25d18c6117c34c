package dev.nostage.partitioning.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a statement names a table: without quotes and in lower case, because databases fold names in different ways and
 * two that differ in case alone are taken for one.
 *
 * @param schema the schema, or null where the statement names none
 */
public record TableName(@Nullable String schema, String name) {

    public TableName {
        schema = schema == null ? null : schema.toLowerCase(Locale.ROOT);
        name = name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
