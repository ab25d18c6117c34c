package dev.nostage.partitioning.database;

import dev.nostage.partitioning.directory.JdbcTenantDirectory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether a database keeps tenants apart: asked of its catalog, table by table.
 *
 * <p>It looks at one schema, the connection's; and it looks with the connection's role, so that it must be the
 * application's.
 */
public final class CatalogCheck {

    /** What Flyway keeps its own history in, unless it is told otherwise. */
    static final String HISTORY = "flyway_schema_history";

    private final Set<String> shared = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final Collection<MappedTable> entities;

    /** @param sharedTables those that are no tenant's, in any case; Flyway's history and the tenant directory are known */
    public CatalogCheck(Collection<String> sharedTables, Collection<MappedTable> entities) {
        shared.addAll(sharedTables);
        shared.add(HISTORY);
        shared.add(PostgresSeal.TABLE);
        shared.addAll(JdbcTenantDirectory.TABLES);
        this.entities = entities.stream()
                .sorted(Comparator.comparing(MappedTable::entity))
                .toList();
    }

    /** All that is wrong, in the order in which it is mended. */
    public List<Finding> findings(Connection connection) throws SQLException {
        Dialect dialect = Dialect.of(connection);
        Catalog catalog = dialect.catalog(connection);
        Set<String> mapped = entities.stream()
                .filter(MappedTable::namesTenant)
                .map(entity -> entity.table().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Set<TableName> partitioned = catalog.tables().values().stream()
                .filter(table -> table.tenant() != null
                        || mapped.contains(table.name().name().toLowerCase(Locale.ROOT)))
                .map(Table::name)
                .collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new Shape(catalog, table -> partitioned.contains(table.name())).findings());
        findings.addAll(dialect.gaps(connection, catalog));
        findings.addAll(dialect.waysRound(connection, catalog));
        findings.addAll(mappings(catalog, partitioned));
        findings.addAll(undeclared(catalog, partitioned));
        findings.sort(Comparator.comparing(Finding::rule));
        return findings;
    }

    /** What is wrong with a connection for work across tenants. */
    public List<Finding> findingsAcross(Connection connection) throws SQLException {
        return Dialect.of(connection).blindness(connection);
    }

    private List<Finding> mappings(Catalog catalog, Set<TableName> partitioned) {
        List<Finding> findings = new ArrayList<>();
        for (MappedTable entity : entities) {
            if (entity.schema() != null && !entity.schema().equalsIgnoreCase(catalog.schema())) {
                findings.add(new Finding(
                        entity.schema() + "." + entity.table(),
                        Rule.ENTITY,
                        "is mapped by " + entity.entity() + " and is not in the connection's schema, "
                                + catalog.schema() + ", the only one that is looked at",
                        List.of()));
            }
            partitioned.stream()
                    .filter(table -> !entity.namesTenant() && table.name().equalsIgnoreCase(entity.table()))
                    .forEach(table -> findings.add(new Finding(
                            table.toString(),
                            Rule.ENTITY,
                            "is partitioned, and entity " + entity.entity()
                                    + " reads every tenant's rows of it: give it a @TenantId",
                            List.of())));
        }
        return findings;
    }

    private List<Finding> undeclared(Catalog catalog, Set<TableName> partitioned) {
        List<Finding> findings = new ArrayList<>();
        for (TableName table : catalog.tables().keySet()) {
            boolean declared = shared.contains(table.name());
            if (partitioned.contains(table) && declared) {
                findings.add(new Finding(
                        table.toString(),
                        Rule.DECLARED,
                        "is declared shared, and has a tenant_id: take the declaration back, or rename the column",
                        List.of()));
            } else if (!partitioned.contains(table) && !declared) {
                findings.add(new Finding(
                        table.toString(),
                        Rule.DECLARED,
                        "is neither partitioned nor declared shared: give it a tenant_id, or say that it is no"
                                + " tenant's, with @Shared on its entity or in nostage.partitioning.shared-tables",
                        List.of("ALTER TABLE " + table.sql() + " ADD COLUMN " + Table.TENANT + " varchar(63)")));
            }
        }
        return findings;
    }
}
