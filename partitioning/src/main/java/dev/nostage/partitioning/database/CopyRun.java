package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import dev.nostage.partitioning.database.CopyOrder.LateColumn;
import dev.nostage.partitioning.database.Table.Storage;
import dev.nostage.partitioning.database.Table.UniqueKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** One copy, in the transaction that its connection is in. Each table is one statement, which the database works off. */
final class CopyRun {

    private static final String SOURCE = "nostage_source";
    private static final String ROW = "nostage_row";

    private final Connection connection;
    private final Dialect dialect;
    private final Mask mask;
    private final HmacKey key = HmacKey.random();
    private final String source;
    private final String target;

    CopyRun(Connection connection, Dialect dialect, String source, String target) {
        this.connection = connection;
        this.dialect = dialect;
        this.mask = Mask.of(dialect);
        this.source = source;
        this.target = target;
    }

    /** @return how many rows it copied */
    long run(MaskingRules rules, CopyProgress progress) throws SQLException {
        dialect.seeEverybody(connection);
        Catalog catalog = dialect.catalog(connection);
        List<Table> tables = dialect.whole(connection, catalog);
        CopyOrder order = CopyOrder.of(tables);
        CopyPlan plan = new CopyPlan(catalog, Column.of(connection, catalog.schema()), rules, mask);
        plan.demand(tables);
        for (Table table : tables) {
            demandFresh(table);
        }
        long rows = 0;
        int done = 0;
        for (Table table : order.tables()) {
            long copied = copy(table, plan, order);
            rows += copied;
            progress.copied(table.name().toString(), copied, ++done, tables.size());
        }
        for (LateColumn late : order.late()) {
            complete(late.table(), late.column(), plan);
        }
        return rows;
    }

    private void demandFresh(Table table) throws SQLException {
        if (table.storage() == Storage.ELSEWHERE) {
            throw new CopyRefusedException(table.name() + " lies on another server, and would not be copied in this"
                    + " transaction: declare it shared, or let it go");
        }
        String sql =
                "SELECT 1 FROM " + rows(table) + " WHERE " + quote(table.tenantName()) + " = ? FETCH FIRST 1 ROWS ONLY";
        if (!Rows.of(connection, sql, row -> 1, target).isEmpty()) {
            throw new CopyRefusedException("Tenant \"" + target + "\" has rows in " + table.name()
                    + " already, and only a fresh tenant is copied into");
        }
    }

    private long copy(Table table, CopyPlan plan, CopyOrder order) throws SQLException {
        List<Column> columns = plan.columns(table);
        String values = columns.stream()
                .map(column -> Table.isTenant(column.name())
                        ? "CAST(? AS VARCHAR)"
                        : order.isLate(table, column) ? "NULL" : plan.value(table, column, SOURCE))
                .collect(Collectors.joining(", "));
        return work(
                table,
                "INSERT INTO " + table.sql() + " " + Table.list(columns.stream().map(Column::name))
                        + " OVERRIDING SYSTEM VALUE SELECT " + values + " FROM " + rows(table) + " " + SOURCE
                        + " CROSS JOIN " + mask.key() + " WHERE " + SOURCE + "." + quote(table.tenantName()) + " = ?",
                target,
                key.outer(),
                key.inner(),
                source);
    }

    /** Puts in what had to wait until the rows were there that it refers to. */
    private void complete(Table table, String late, CopyPlan plan) throws SQLException {
        List<Column> columns = plan.columns(table);
        Column column = columns.stream()
                .filter(one -> one.name().equals(late))
                .findFirst()
                .orElseThrow();
        UniqueKey primary = table.keys().stream()
                .filter(UniqueKey::primary)
                .findFirst()
                .orElseThrow(() -> new CopyRefusedException(table.name()
                        + " refers to itself, or stands in a circle, and" + " has no primary key to find its rows by"));
        String same = columns.stream()
                .filter(one -> primary.columns().contains(one.name()) && !Table.isTenant(one.name()))
                .map(one -> " AND " + plan.value(table, one, SOURCE) + " = " + ROW + "." + quote(one.name()))
                .collect(Collectors.joining());
        work(
                table,
                "UPDATE " + rows(table) + " " + ROW + " SET " + quote(late) + " = (SELECT "
                        + plan.value(table, column, SOURCE) + " FROM " + rows(table) + " " + SOURCE + " CROSS JOIN "
                        + mask.key() + " WHERE " + SOURCE + "." + quote(table.tenantName()) + " = ?" + same + ") WHERE "
                        + ROW + "." + quote(table.tenantName()) + " = ?",
                key.outer(),
                key.inner(),
                source,
                target);
    }

    /** The table with its partitions, and without tables that merely inherit from it: those are copied themselves. */
    private String rows(Table table) {
        return table.storage() == Storage.IN_PARTITIONS
                ? table.sql()
                : dialect.rowsOf(table).replace(" WHERE ", "");
    }

    /** The message has no more of the database's than a code: it may tell values. */
    private long work(Table table, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeLargeUpdate();
        } catch (SQLException e) {
            throw new SQLException(
                    "its rows of " + table.name() + " were refused with SQLSTATE " + e.getSQLState(),
                    e.getSQLState(),
                    e);
        }
    }
}
