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
import javax.sql.DataSource;

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
        Set<TableName> undeclared = catalog.tables().keySet().stream()
                .filter(table -> !partitioned.contains(table) && !shared.contains(table.name()))
                .collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>();
        findings.addAll(shape(catalog, partitioned, undeclared));
        findings.addAll(dialect.gaps(connection, catalog));
        findings.addAll(dialect.waysRound(connection, catalog));
        findings.addAll(mappings(catalog, partitioned));
        findings.addAll(declarations(catalog, partitioned, undeclared));
        findings.sort(Comparator.comparing(Finding::rule));
        return findings;
    }

    /** What a table that nobody declared lacks to be partitioned is said at once; that it has no column, by DECLARED. */
    private static List<Finding> shape(Catalog catalog, Set<TableName> partitioned, Set<TableName> undeclared) {
        Set<String> declaredFirst = undeclared.stream().map(TableName::toString).collect(Collectors.toSet());
        return new Shape(catalog, table -> partitioned.contains(table.name()) || undeclared.contains(table.name()))
                .findings().stream()
                        .filter(finding ->
                                finding.rule() != Rule.TENANT_COLUMN || !declaredFirst.contains(finding.table()))
                        .toList();
    }

    /**
     * The entities whose tables are not there.
     *
     * @param served those that repositories of this connection's data source serve
     */
    public List<Finding> missing(Connection connection, Collection<MappedTable> served) throws SQLException {
        Catalog catalog = Catalog.of(connection);
        List<MappedTable> missing = served.stream()
                .filter(entity -> entity.schema() == null || entity.schema().equalsIgnoreCase(catalog.schema()))
                .filter(entity -> catalog.tables().keySet().stream()
                        .noneMatch(table -> table.name().equalsIgnoreCase(entity.table())))
                .toList();
        List<Relation> relations = missing.isEmpty() ? List.of() : Relation.all(connection);
        return missing.stream()
                .map(entity -> Relation.nearest(relations, entity.table(), catalog.schema())
                        .map(found -> found.insteadOf(entity, catalog.schema()))
                        .orElseGet(() -> new Finding(
                                catalog.schema() + "." + entity.table(),
                                Rule.MISSING,
                                "is not there, though entity " + entity.entity()
                                        + " is mapped to it: run the migration that makes the table, or correct the"
                                        + " name in its @MappedEntity",
                                List.of())))
                .toList();
    }

    /**
     * What is wrong with a connection for work across tenants.
     *
     * @param walled the other data sources, whose users must not see every tenant's rows
     */
    public List<Finding> findingsAcross(Connection connection, Collection<DataSource> walled) throws SQLException {
        Set<String> users = new TreeSet<>();
        for (DataSource source : walled) {
            try (Connection other = source.getConnection()) {
                users.add(other.getMetaData().getUserName());
            }
        }
        return Dialect.of(connection).blindness(connection, users);
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

    private List<Finding> declarations(Catalog catalog, Set<TableName> partitioned, Set<TableName> undeclared) {
        List<Finding> findings = new ArrayList<>();
        for (TableName table : catalog.tables().keySet()) {
            if (partitioned.contains(table) && shared.contains(table.name())) {
                findings.add(new Finding(
                        table.toString(),
                        Rule.DECLARED,
                        "is declared shared, and has a tenant_id: take the declaration back, or rename the column",
                        List.of()));
            } else if (undeclared.contains(table)) {
                findings.add(new Finding(
                        table.toString(),
                        Rule.DECLARED,
                        "is neither partitioned nor declared shared: say that it is no tenant's, with @Shared on its"
                                + " entity or in nostage.partitioning.shared-tables, and run none of its statements; or"
                                + " give it a tenant_id",
                        List.of("ALTER TABLE " + table.sql() + " ADD COLUMN "
                                + TableName.quote(table.spelt(Table.TENANT)) + " varchar(63)")));
            }
        }
        return findings;
    }
}
