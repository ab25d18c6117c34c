package dev.nostage.partitioning.leak;

import dev.nostage.partitioning.database.CatalogCheck;
import dev.nostage.partitioning.database.Finding;
import dev.nostage.partitioning.database.TestDatabase;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database that is attacked, with its own wall or as plain tables, and a way round all walls to see into it. */
final class Rows {

    private static final Logger LOG = LoggerFactory.getLogger(Rows.class);

    static final Tenant ACME = Tenant.live("acme");
    static final Tenant GLOBEX = Tenant.live("globex");

    private static final List<String> OF_ACME = List.of(
            "insert into account (id, tenant_id, name) values (1, 'acme', 'ACME-ann'), (2, 'acme', 'ACME-amy')",
            "insert into booking (id, tenant_id, item, amount, version, account_id) values"
                    + " (1, 'acme', 'ACME-anvil', 770011, 0, 1), (2, 'acme', 'ACME-axe', 770012, 0, 2),"
                    + " (9, 'acme', 'ACME-hid', 770013, 0, 2)",
            "insert into coupon (code, tenant_id, note) values ('A1', 'acme', 'ACME-note')");

    private static final List<String> OF_GLOBEX = List.of(
            "insert into account (id, tenant_id, name) values (2, 'globex', 'bob'), (3, 'globex', 'bea')",
            "insert into booking (id, tenant_id, item, amount, version, account_id) values"
                    + " (2, 'globex', 'ball', 5, 0, 2), (3, 'globex', 'bat', 7, 0, 3)",
            "insert into coupon (code, tenant_id, note) values ('B1', 'globex', 'mine')");

    private static final String SNAPSHOT =
            "select 'account' as kind, cast(id as varchar(20)) as id, tenant_id, name, 0 as amount, cast(null as bigint)"
                    + " as ref from account union all select 'booking', cast(id as varchar(20)), tenant_id, item, amount,"
                    + " account_id from booking union all select 'coupon', code, tenant_id, note, 0, null from coupon"
                    + " union all select 'region', code, 'everybody', name, 0, null from region"
                    + " union all select 'table', lower(table_name), 'everybody', '', 0, null"
                    + " from information_schema.tables where lower(table_schema) = 'public'";

    record Row(String kind, String id, String tenant, String text, int amount, String reference) {

        boolean isForeign() {
            return !tenant.equals("globex") && !kind.equals("region");
        }

        boolean isTable() {
            return kind.equals("table");
        }
    }

    private final TestDatabase database;
    private final boolean walled;
    private final Connection admin;
    private final List<Row> pristine;
    private List<Row> before = List.of();
    private List<Row> after = List.of();

    Rows(TestDatabase database, boolean walled) {
        this.database = database;
        this.walled = walled;
        try {
            this.admin = database.admin().getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        create();
        this.pristine = snapshot();
    }

    /** The application is no owner where its database is walled; where it is not, it is what many are: the owner. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(database.asProperties());
        if (database.isPostgres()) {
            String role = walled ? database.role() : database.ownerRole();
            properties.put("datasources.default.username", role);
            properties.put(
                    "datasources.default.url",
                    database.url().replace("user=" + database.role(), "user=" + role)
                            + "&prepareThreshold=1&quoteReturningIdentifiers=false");
        }
        return properties;
    }

    /**
     * Puts rows where an attack would find them. A database that does not let it in has none such to be found; what is
     * attacked then are the rows that have the same ids.
     */
    void plant(List<Probe.Plant> plants) {
        for (Probe.Plant plant : plants) {
            try {
                as(plant.tenant(), plant.sql());
            } catch (SQLException e) {
                LOG.debug("Not planted: {}", e.getMessage());
            }
        }
        before = plants.isEmpty() ? pristine : snapshot();
    }

    /** What the check at the start would say of it. */
    List<Finding> findings() throws SQLException {
        try (Connection connection = (walled ? database.application() : database.owner()).getConnection()) {
            return new CatalogCheck(List.of("region"), List.of()).findings(connection);
        }
    }

    Connection admin() throws SQLException {
        return database.admin().getConnection();
    }

    /** What is in the tables, read as whoever sees all; empty if they are not what they were. */
    private List<Row> snapshot() {
        try (Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery(SNAPSHOT)) {
            List<Row> read = new ArrayList<>();
            while (rows.next()) {
                read.add(new Row(
                        rows.getString(1),
                        rows.getString(2),
                        String.valueOf(rows.getString(3)),
                        String.valueOf(rows.getString(4)),
                        rows.getInt(5),
                        String.valueOf(rows.getString(6))));
            }
            return read;
        } catch (SQLException e) {
            return List.of();
        }
    }

    /** What an attack did to the rows, in words: nothing that a tenant may not do to its own is told. */
    List<String> damage() {
        after = snapshot();
        if (after.isEmpty()) {
            return List.of("WRITE a table is not what it was");
        }
        List<String> damage = new ArrayList<>();
        if (!text(foreign(after)).equals(text(foreign(before)))) {
            boolean orphan = after.stream()
                    .anyMatch(row ->
                            row.isForeign() && !row.isTable() && !row.tenant().equals("acme"));
            damage.add(orphan ? "ORPHAN a row is nobody's" : "WRITE another tenant's rows, or tables, changed");
        }
        after.stream()
                .filter(row -> !row.isForeign() && Attempt.isSecret(row.toString()))
                .forEach(row -> damage.add("READ copied into " + row));
        Set<String> known = text(before);
        Set<String> accounts = after.stream()
                .filter(row -> row.kind().equals("account") && !row.isForeign())
                .map(Row::id)
                .collect(Collectors.toSet());
        after.stream()
                .filter(row -> row.kind().equals("booking") && !row.isForeign() && !known.contains(row.toString()))
                .filter(row -> !row.reference().equals("null") && !accounts.contains(row.reference()))
                .forEach(row -> damage.add("XFK " + row));
        return damage;
    }

    /** Puts everything back, by as little as is needed. */
    void restore() {
        if (!text(tables(after)).equals(text(tables(pristine)))) {
            create();
        } else if (!text(after).equals(text(pristine))) {
            fill();
        }
        before = pristine;
    }

    private static List<Row> tables(List<Row> rows) {
        return rows.stream().filter(Row::isTable).toList();
    }

    private static List<Row> foreign(List<Row> rows) {
        return rows.stream().filter(Row::isForeign).toList();
    }

    private static Set<String> text(List<Row> rows) {
        return rows.stream().map(Row::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    private void create() {
        if (database.isPostgres()) {
            database.admin("drop schema public cascade", "create schema public authorization " + database.ownerRole());
        } else {
            database.admin("drop all objects");
        }
        database.owner(Tables.ddl(database.isPostgres(), walled).toArray(String[]::new));
        if (walled) {
            try (Connection connection = database.owner().getConnection()) {
                database.wall().raise(connection);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        fill();
    }

    private void fill() {
        if (database.isPostgres()) {
            run("truncate account, booking, coupon, region");
        } else {
            run(
                    "set referential_integrity false",
                    "truncate table booking",
                    "truncate table account",
                    "truncate table coupon",
                    "truncate table region",
                    "set referential_integrity true");
        }
        try {
            as("acme", OF_ACME.toArray(String[]::new));
            as("globex", OF_GLOBEX.toArray(String[]::new));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        run("insert into region (code, name) values ('de', 'Germany')");
        if (database.isPostgres()) {
            run("analyze booking");
        }
    }

    private void run(String... statements) {
        try (Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void as(String tenant, String... statements) throws SQLException {
        Tenants.<Void, SQLException>callAs(Tenant.live(tenant), () -> {
            try (Statement statement = admin.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            return null;
        });
    }
}
