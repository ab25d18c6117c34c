package dev.nostage.partitioning.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A column, as far as a copy goes.
 *
 * @param type as the standard's catalog names it, in lower case
 * @param length of a text, in characters; {@link Long#MAX_VALUE} if it has no bound
 * @param digits of a number, before the point; {@link Integer#MAX_VALUE} if it has no bound
 * @param computed whether the database makes its values from others
 */
record Column(String table, String name, String type, long length, int digits, boolean computed) {

    private static final String ALL = """
            SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision, numeric_scale,
                is_generated
            FROM information_schema.columns WHERE table_schema = ? ORDER BY table_name, ordinal_position
            """;

    /** Types that hold no text, so that nothing that somebody wrote is in them. */
    private static final Set<String> TELLING_LITTLE = Set.of(
            "boolean",
            "tinyint",
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "decfloat",
            "real",
            "double precision",
            "uuid",
            "date");

    /** A schema's columns, table by table, in their order. */
    static Map<String, List<Column>> of(Connection connection, String schema) throws SQLException {
        return Rows.of(
                        connection,
                        ALL,
                        row -> {
                            long length = row.getLong(4);
                            int precision = row.getInt(5);
                            return new Column(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3).toLowerCase(Locale.ROOT),
                                    length == 0 ? Long.MAX_VALUE : length,
                                    precision == 0 ? Integer.MAX_VALUE : precision - row.getInt(6),
                                    "ALWAYS".equals(row.getString(7)));
                        },
                        schema)
                .stream()
                .collect(Collectors.groupingBy(Column::table));
    }

    /** As the rules name it. */
    String key() {
        return (table + "." + name).toLowerCase(Locale.ROOT);
    }

    boolean mayHoldText() {
        return !TELLING_LITTLE.contains(type) && !type.startsWith("timestamp") && !type.startsWith("time");
    }

    @Override
    public String toString() {
        return table + "." + name;
    }
}
