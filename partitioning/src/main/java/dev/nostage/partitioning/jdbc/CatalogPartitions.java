package dev.nostage.partitioning.jdbc;

import dev.nostage.partitioning.sql.Partitions;
import dev.nostage.partitioning.sql.TableName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Whose rows a table holds, as the catalog says: a table of the connection's schema that has a {@code tenant_id} is
 * partitioned, and one that has none is shared if it is declared so.
 *
 * <p>The catalog is read when it is first needed, again for each table that it did not know, and again once a wall was
 * raised in this process, as it is with each migration here. What another process migrates meanwhile is not seen: on
 * PostgreSQL its wall in the database holds, elsewhere let it be migrated before it is served.
 */
public final class CatalogPartitions implements Partitions {

    private static final String COLUMN = "tenant_id";

    private static final AtomicLong CHANGES = new AtomicLong();

    private final DataSource physical;
    private final Supplier<Set<String>> shared;
    private volatile Catalog catalog = new Catalog(-1, "", Map.of());

    /** Tables may have changed: what was read is read again, and what was proven is proven again. */
    public static void changed() {
        CHANGES.incrementAndGet();
    }

    /**
     * @param physical the database behind the wall
     * @param shared the tables that are declared shared, in lower case
     */
    public CatalogPartitions(DataSource physical, Supplier<Set<String>> shared) {
        this.physical = physical;
        this.shared = shared;
    }

    @Override
    public Kind kindOf(TableName table) {
        Catalog current = catalog;
        Kind known = current.kindOf(table);
        if (known != Kind.UNKNOWN && current.version == version()) {
            return known;
        }
        Catalog read = read();
        catalog = read;
        return read.kindOf(table);
    }

    @Override
    public String whyUnknown(TableName table) {
        return catalog.whyUnknown(table);
    }

    @Override
    public long version() {
        return CHANGES.get();
    }

    /** Whether there is a table of this name, whoever's it is. */
    public boolean hasTable(String name) {
        return read().tables.containsKey(name.toLowerCase(Locale.ROOT));
    }

    private Catalog read() {
        long version = version();
        try (Connection connection = physical.getConnection()) {
            DatabaseMetaData metaData = connection.getMetaData();
            String schema = connection.getSchema();
            Set<String> declared = shared.get();
            Map<String, Kind> tables = new HashMap<>();
            Set<String> partitioned = partitioned(metaData, schema);
            try (ResultSet rows =
                    metaData.getTables(null, schema, "%", new String[] {"TABLE", "BASE TABLE", "PARTITIONED TABLE"})) {
                while (rows.next()) {
                    String name = rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                    Kind kind = declared.contains(name) ? Kind.SHARED : Kind.UNKNOWN;
                    tables.put(name, partitioned.contains(name) ? Kind.PARTITIONED : kind);
                }
            }
            return new Catalog(version, schema == null ? "" : schema, tables);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The catalog cannot be read, and without it no statement can be judged: " + e.getMessage(), e);
        }
    }

    private static Set<String> partitioned(DatabaseMetaData metaData, String schema) throws SQLException {
        Set<String> tables = new HashSet<>();
        try (ResultSet columns = metaData.getColumns(null, schema, "%", "%")) {
            while (columns.next()) {
                if (COLUMN.equalsIgnoreCase(columns.getString("COLUMN_NAME"))) {
                    tables.add(columns.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
                }
            }
        }
        return tables;
    }

    private record Catalog(long version, String schema, Map<String, Kind> tables) {

        Kind kindOf(TableName table) {
            return isOurs(table) ? tables.getOrDefault(table.name(), Kind.UNKNOWN) : Kind.UNKNOWN;
        }

        private boolean isOurs(TableName table) {
            return table.schema() == null || table.schema().equalsIgnoreCase(schema);
        }

        String whyUnknown(TableName table) {
            if (isOurs(table) && tables.containsKey(table.name())) {
                return "has no tenant_id, and nobody declared whose its rows are: if they are everybody's, declare it with"
                        + " @Shared on its entity, or in nostage.partitioning.shared-tables; if they are the tenants',"
                        + " add the column";
            }
            String where = table.schema() == null ? table.name() : table.schema();
            if (where.startsWith("pg_") || where.equals("information_schema")) {
                return "is the database's own, and shows what is every tenant's: read it where no request does";
            }
            return isOurs(table)
                    ? "is no table of the connection's schema: correct the name, or ask the tables of a view instead of it"
                    : "is in another schema than the connection's, and whose its rows are is not known: keep it in this one";
        }
    }
}
