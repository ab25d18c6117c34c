package dev.nostage.partitioning.sql;

import dev.nostage.partitioning.sql.Partitions.Kind;
import dev.nostage.partitioning.sql.Scope.Source;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.insert.InsertConflictAction;
import net.sf.jsqlparser.statement.insert.InsertConflictTarget;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

/** Judges what changes rows: only the tenant's may change, and none may become another's. */
final class Writes {

    private final Judge judge;

    Writes(Judge judge) {
        this.judge = judge;
    }

    void update(Update update, Scope outer) {
        refuseExpression(update.getTable(), outer);
        Sources sources = new Sources(judge, outer)
                .add(update.getTable(), update.getStartJoins())
                .add(update.getFromItem(), update.getJoins())
                .where(update.getWhere());
        Scope scope = sources.judge();
        refuseMoves(update.getUpdateSets(), scope);
        judge.nested(update, scope);
    }

    void delete(Delete delete, Scope outer) {
        if (delete.getTables() != null && !delete.getTables().isEmpty()) {
            throw new Refusal("deletes from several tables: delete from one at a time");
        }
        refuseExpression(delete.getTable(), outer);
        Sources sources = new Sources(judge, outer).add(delete.getTable(), null);
        List<FromItem> using = delete.getUsingFromItemList();
        if (using != null && !using.isEmpty()) {
            for (FromItem item : using.subList(0, using.size() - 1)) {
                sources.add(item, null);
            }
            sources.add(using.get(using.size() - 1), delete.getJoins());
        } else if (delete.getJoins() != null && !delete.getJoins().isEmpty()) {
            throw new Refusal("deletes from a join: use EXISTS");
        }
        judge.nested(delete, sources.where(delete.getWhere()).judge());
    }

    void insert(Insert insert, Scope outer) {
        if (insert.isOracleMultiInsert() || insert.getSetUpdateSets() != null) {
            throw new Refusal("is an INSERT of an unusual kind: write INSERT INTO table (columns) VALUES or SELECT");
        }
        Table table = insert.getTable();
        judge.understood(table);
        TableName name = Names.table(table);
        boolean partitioned = judge.kindOf(name) == Kind.PARTITIONED;
        Select select = insert.getSelect();
        if (partitioned) {
            int position = tenantPosition(insert, name);
            rows(select, position, insert.getColumns().size(), outer, name);
        } else if (select != null) {
            judge.statement(select, outer);
        }
        String alias = table.getAlias() == null
                ? name.name()
                : Names.key(table.getAlias().getName());
        Source target = new Source(alias, null, partitioned ? name.toString() : null, false);
        Source excluded = new Source("excluded", null, partitioned ? name.toString() : null, false);
        excluded.anchored = true;
        conflict(insert, outer.with(List.of(target, excluded)), target);
        target.anchored = true;
        judge.nested(insert, outer.with(List.of(target, excluded)));
    }

    private static void refuseExpression(Table target, Scope scope) {
        if (scope.isExpression(Names.key(target.getName()))) {
            throw new Refusal("writes to a common table expression: write to a table");
        }
    }

    private static int tenantPosition(Insert insert, TableName table) {
        ExpressionList<Column> columns = insert.getColumns();
        int position = -1;
        for (int i = 0; columns != null && i < columns.size(); i++) {
            if (isTenant(columns.get(i))) {
                if (position >= 0) {
                    throw new Refusal(table.toString(), "inserts tenant_id twice");
                }
                position = i;
            }
        }
        if (position < 0) {
            throw new Refusal(
                    table.toString(), "inserts rows without naming tenant_id: list the columns, and it among them");
        }
        return position;
    }

    /** Every row that is inserted must bring the tenant in that place. */
    private void rows(@Nullable Select rows, int position, int columns, Scope outer, TableName table) {
        if (rows == null) {
            throw noTenant(table);
        }
        judge.understood(rows);
        Scope scope = judge.expressions(rows.getWithItemsList(), outer);
        if (rows instanceof Values values) {
            ExpressionList<?> lists = values.getExpressions();
            List<?> each = lists instanceof ParenthesedExpressionList<?> ? List.of(lists) : lists;
            for (Object row : each) {
                boolean told = row instanceof ExpressionList<?> list
                        && list.size() == columns
                        && Anchors.isTenant(list.get(position), Scope.TOP, judge.proof);
                if (!told) {
                    throw noTenant(table);
                }
            }
        } else if (rows instanceof SetOperationList branches) {
            branches.getSelects().forEach(branch -> rows(branch, position, columns, scope, table));
        } else if (rows instanceof ParenthesedSelect inner) {
            rows(inner.getSelect(), position, columns, scope, table);
        } else if (rows instanceof PlainSelect plain) {
            Scope inside = judge.plain(plain, scope);
            List<SelectItem<?>> items = plain.getSelectItems();
            boolean told = items.size() == columns
                    && items.stream().noneMatch(item -> isStar(item.getExpression()))
                    && Anchors.isTenant(items.get(position).getExpression(), inside, judge.proof);
            if (!told) {
                throw noTenant(table);
            }
        } else {
            throw noTenant(table);
        }
        judge.nested(rows, scope);
    }

    private static boolean isStar(Expression expression) {
        return expression instanceof AllColumns || expression instanceof AllTableColumns;
    }

    private static Refusal noTenant(TableName table) {
        return new Refusal(
                table.toString(),
                "inserts a row whose tenant_id is neither a parameter nor the tenant_id of a table that has a predicate"
                        + " for it");
    }

    /**
     * The row in the way of an upsert must be the tenant's by the key that it is found by: PostgreSQL asks the WHERE of it
     * before any policy, so that an error in there would tell of a foreign one.
     */
    private void conflict(Insert insert, Scope scope, Source target) {
        InsertConflictAction action = insert.getConflictAction();
        InsertConflictTarget key = insert.getConflictTarget();
        boolean byTenant = key != null
                && key.getIndexElements().stream()
                        .anyMatch(element -> !element.isExpression()
                                && Names.key(element.getColumnName()).equals(Names.TENANT));
        boolean named = key != null && key.getConstraintName() != null;
        if (target.partitioned != null && named && isUpdate(action)) {
            throw new Refusal(
                    target.partitioned,
                    "finds the row in its way by a constraint, whose columns the text does not show: name the columns"
                            + " instead, as in ON CONFLICT (tenant_id, …)");
        }
        // To do nothing, a constraint that is named tells no more than all of them do, where none is.
        boolean finds = isUpdate(action) || (key != null && !named);
        if (target.partitioned != null && finds && !byTenant) {
            throw new Refusal(
                    target.partitioned,
                    "looks for a conflict without tenant_id: name the columns of a key that contains it, as in"
                            + " ON CONFLICT (tenant_id, …)");
        }
        if (!isUpdate(action)) {
            return;
        }
        target.anchored = byTenant;
        Expression where = action.getWhereExpression();
        Anchors.demand(scope, where == null ? List.of() : Filter.of(where, Set.copyOf(scope.sources())), judge.proof);
        refuseMoves(action.getUpdateSets(), scope);
    }

    private static boolean isUpdate(@Nullable InsertConflictAction action) {
        return action != null && action.getUpdateSets() != null;
    }

    private void refuseMoves(@Nullable List<UpdateSet> sets, Scope scope) {
        for (UpdateSet set : sets == null ? List.<UpdateSet>of() : sets) {
            boolean names = set.getColumns().stream().anyMatch(Writes::isTenant);
            boolean alone = set.getColumns().size() == 1 && set.getValues().size() == 1;
            if (names && !(alone && Anchors.isTenant(set.getValue(0), scope, judge.proof))) {
                throw new Refusal(
                        "sets tenant_id to something else than a parameter: rows do not move to another tenant");
            }
        }
    }

    private static boolean isTenant(Column column) {
        return Names.key(column.getColumnName()).equals(Names.TENANT);
    }
}
