package dev.nostage.testkit.isolation;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.reflect.ClassUtils;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A tenant's rows in every table that has a {@code tenant_id}, as that tenant reads them by plain SQL. */
final class Rows {

    private static final String TENANT_COLUMN = "tenant_id";
    private static final String ACROSS_TENANTS = "nostage.partitioning.across-tenants.datasource";

    /** What the house keeps for itself, and no statement of the application may name. */
    private static final String OWN_TABLES = "nostage_";

    private final List<DataSource> sources;

    Rows(List<DataSource> sources) {
        this.sources = sources;
    }

    /** Of all that an application has, but for the one that goes across tenants. */
    static Rows of(ApplicationContext application) {
        String across = application.getProperty(ACROSS_TENANTS, String.class).orElse("");
        return new Rows(application.getBeanRegistrations(DataSource.class).stream()
                .filter(each -> !each.getIdentifier().getName().equals(across))
                .map(each -> unwrapped(each.getBean()))
                .toList());
    }

    /** Micronaut Data's own demands a connection that is open already. */
    private static DataSource unwrapped(DataSource source) {
        return ClassUtils.isPresent("io.micronaut.data.connection.jdbc.advice.DelegatingDataSource", null)
                ? DelegatingDataSource.unwrapDataSource(source)
                : source;
    }

    /**
     * Each with its columns by name, in lower case; table by table, in the order of their names, and the rows of each in the
     * order of what stands in them.
     */
    Map<String, List<Map<String, Object>>> of(Tenant tenant) {
        Map<String, List<Map<String, Object>>> rows = new TreeMap<>();
        each(tenant, connection -> {
            for (Table table : tables(connection)) {
                rows.computeIfAbsent(table.name(), name -> new ArrayList<>()).addAll(rows(connection, table, tenant));
            }
        });
        rows.values().forEach(own -> own.sort(Comparator.comparing(Answer::text)));
        return rows;
    }

    /** How long a text in each column may be, by the column's name in lower case. */
    Map<String, Integer> sizes(Tenant tenant, String table) {
        Map<String, Integer> sizes = new HashMap<>();
        each(tenant, connection -> {
            for (Table each : tables(connection)) {
                if (each.name().equalsIgnoreCase(table)) {
                    columns(connection, each, sizes);
                }
            }
        });
        return sizes;
    }

    /** Which column of which table a column refers to; all in lower case. */
    Map<String, Reference> references(Tenant tenant, String table) {
        Map<String, Reference> references = new HashMap<>();
        each(tenant, connection -> {
            for (Table each : tables(connection)) {
                if (each.name().equalsIgnoreCase(table)) {
                    references(connection, each, references);
                }
            }
        });
        return references;
    }

    record Reference(String table, String column) {}

    private static void columns(Connection connection, Table table, Map<String, Integer> sizes) throws SQLException {
        try (ResultSet columns = connection.getMetaData().getColumns(null, table.schema(), table.asStored(), "%")) {
            while (columns.next()) {
                sizes.put(lower(columns.getString("COLUMN_NAME")), columns.getInt("COLUMN_SIZE"));
            }
        }
    }

    private static void references(Connection connection, Table table, Map<String, Reference> references)
            throws SQLException {
        try (ResultSet keys = connection.getMetaData().getImportedKeys(null, table.schema(), table.asStored())) {
            while (keys.next()) {
                references.put(
                        lower(keys.getString("FKCOLUMN_NAME")),
                        new Reference(lower(keys.getString("PKTABLE_NAME")), lower(keys.getString("PKCOLUMN_NAME"))));
            }
        }
    }

    private static List<Table> tables(Connection connection) throws SQLException {
        List<Table> tables = new ArrayList<>();
        DatabaseMetaData metadata = connection.getMetaData();
        for (String spelling : List.of(TENANT_COLUMN, TENANT_COLUMN.toUpperCase(Locale.ROOT))) {
            try (ResultSet columns = metadata.getColumns(null, connection.getSchema(), "%", spelling)) {
                while (columns.next()) {
                    Table table = new Table(columns.getString("TABLE_SCHEM"), columns.getString("TABLE_NAME"));
                    if (!table.name().startsWith(OWN_TABLES)) {
                        tables.add(table);
                    }
                }
            }
        }
        return tables;
    }

    private static List<Map<String, Object>> rows(Connection connection, Table table, Tenant tenant)
            throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        String sql = "select * from " + table.name() + " where " + TENANT_COLUMN + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant.id().value());
            try (ResultSet results = statement.executeQuery()) {
                ResultSetMetaData columns = results.getMetaData();
                while (results.next()) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        Object value = value(results, i);
                        if (value != null) {
                            row.put(lower(columns.getColumnLabel(i)), value);
                        }
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static @Nullable Object value(ResultSet results, int column) throws SQLException {
        Object value = results.getObject(column);
        if (value instanceof Clob) {
            return results.getString(column);
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value;
    }

    private void each(Tenant tenant, Work work) {
        for (DataSource source : sources) {
            Tenants.runAs(tenant, () -> {
                try (Connection connection = source.getConnection()) {
                    work.on(connection);
                } catch (SQLException e) {
                    throw new IllegalStateException("The rows of the tenant that is attacked could not be read", e);
                }
            });
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private record Table(String schema, String asStored) {

        String name() {
            return lower(asStored);
        }
    }
}
