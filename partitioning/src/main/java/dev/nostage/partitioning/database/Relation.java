package dev.nostage.partitioning.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an entity may have been mapped to in place of a table of the connection's schema.
 *
 * @param type as the driver names it, such as {@code MATERIALIZED VIEW}
 */
record Relation(TableName name, String type) {

    private static final String[] TYPES = {
        "TABLE", "BASE TABLE", "PARTITIONED TABLE", "FOREIGN TABLE", "VIEW", "MATERIALIZED VIEW"
    };

    /** Those of every schema, but what the database keeps of itself. */
    static List<Relation> all(Connection connection) throws SQLException {
        List<Relation> all = new ArrayList<>();
        try (ResultSet rows =
                connection.getMetaData().getTables(/* catalog= */ null, /* schemaPattern= */ null, "%", TYPES)) {
            while (rows.next()) {
                TableName name = new TableName(rows.getString("TABLE_SCHEM"), rows.getString("TABLE_NAME"));
                if (!name.schema().equalsIgnoreCase("information_schema")) {
                    all.add(new Relation(name, rows.getString("TABLE_TYPE")));
                }
            }
        }
        return all;
    }

    /** One of that name, in this schema if it is there. */
    static Optional<Relation> nearest(List<Relation> all, String name, String schema) {
        return all.stream()
                .filter(relation -> relation.name().name().equalsIgnoreCase(name))
                .filter(relation -> relation.isView() || !relation.isOf(schema))
                .min(Comparator.comparing(relation -> !relation.isOf(schema)));
    }

    Finding insteadOf(MappedTable entity, String schema) {
        String what = isView()
                ? "is a " + type.toLowerCase(Locale.ROOT) + ", and the JDBC wall refuses statements that name one: map"
                        + " entity " + entity.entity() + " to the tables that it reads"
                : "is of another schema than the connection's, " + schema + ", the only one that is looked at, and"
                        + " entity " + entity.entity() + " is mapped to it: move it there, or let the data source"
                        + " connect to its schema";
        return new Finding(name.toString(), Rule.MISSING, what, List.of());
    }

    private boolean isOf(String schema) {
        return name.schema().equals(schema);
    }

    private boolean isView() {
        return type.endsWith("VIEW");
    }
}
