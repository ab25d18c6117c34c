package dev.nostage.partitioning.sql;

import dev.nostage.partitioning.sql.Scope.Source;
import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.expression.operators.relational.SupportsOldOracleJoinSyntax;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

/** Which sources are held to one tenant: by a condition of their own, or by an equality with one that is. */
final class Anchors {

    private Anchors() {}

    /** @throws Refusal if a partitioned source of the scope is not anchored */
    static void demand(Scope scope, List<Filter> filters, Proof proof) {
        filters.forEach(filter -> anchor(filter, scope, proof, false));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Filter filter : filters) {
                changed |= anchor(filter, scope, proof, true);
            }
        }
        for (Source source : scope.sources()) {
            if (source.partitioned != null && !source.anchored) {
                throw new Refusal(
                        source.partitioned,
                        "has no predicate \"" + source.alias + "." + Names.TENANT
                                + " = ?\" that always holds: put one into its WHERE, or into the ON of the join that"
                                + " may leave the table empty, not below OR or NOT, and compare with a parameter only");
            }
        }
    }

    /** @param links whether by others too: first by values alone, which hold whatever the others do */
    private static boolean anchor(Filter filter, Scope scope, Proof proof, boolean links) {
        if (filter instanceof Filter.SameTenant same) {
            return links && link(same.one(), same.other(), filter);
        }
        Expression condition = ((Filter.Condition) filter).condition();
        if (condition instanceof EqualsTo equals && isPlain(equals)) {
            Expression left = Filter.inner(equals.getLeftExpression());
            Expression right = Filter.inner(equals.getRightExpression());
            Source one = tenant(left, scope);
            Source other = tenant(right, scope);
            if (one != null && other != null) {
                return links && link(one, other, filter);
            }
            return (one != null && bind(one, right, filter, proof))
                    || (other != null && bind(other, left, filter, proof));
        }
        if (condition instanceof InExpression in && !in.isNot() && isPlain(in)) {
            Expression left = Filter.inner(in.getLeftExpression());
            if (!(in.getRightExpression() instanceof ParenthesedExpressionList<?> list)) {
                return false;
            }
            if (left instanceof ParenthesedExpressionList<?> columns) {
                return oneOfRows(columns, list, filter, scope, proof);
            }
            Source source = tenant(left, scope);
            return source != null && list.size() == 1 && bind(source, Filter.inner(list), filter, proof);
        }
        return false;
    }

    /** Columns that are those of one row of a list, in each of which the tenant is a value. */
    private static boolean oneOfRows(
            ExpressionList<?> columns, ExpressionList<?> rows, Filter filter, Scope scope, Proof proof) {
        boolean changed = false;
        for (int i = 0; i < columns.size(); i++) {
            int position = i;
            Source source = tenant(Filter.inner(columns.get(i)), scope);
            if (source == null || !filter.sources().contains(source)) {
                continue;
            }
            boolean told = rows.stream()
                    .allMatch(row -> row instanceof ParenthesedExpressionList<?> values
                            && values.size() == columns.size()
                            && isValue(Filter.inner(values.get(position))));
            if (told) {
                rows.forEach(row -> proof.demand(Filter.inner(((ExpressionList<?>) row).get(position))));
                changed |= hold(source, true, filter);
            }
        }
        return changed;
    }

    static boolean isPlain(SupportsOldOracleJoinSyntax comparison) {
        return comparison.getOldOracleJoinSyntax() == SupportsOldOracleJoinSyntax.NO_ORACLE_JOIN
                && comparison.getOraclePriorPosition() == SupportsOldOracleJoinSyntax.NO_ORACLE_PRIOR;
    }

    private static @Nullable Source tenant(Expression expression, Scope scope) {
        boolean plain = expression instanceof Column column
                && column.getArrayConstructor() == null
                && column.getOldOracleJoinSyntax() == SupportsOldOracleJoinSyntax.NO_ORACLE_JOIN
                && column.getReturningReferenceType() == null
                && (column.getTableName() == null || ".".equals(column.getTableDelimiter()));
        return plain ? scope.tenantOf((Column) expression) : null;
    }

    private static boolean link(Source one, Source other, Filter filter) {
        return lean(one, other, filter) || lean(other, one, filter);
    }

    private static boolean lean(Source source, Source on, Filter filter) {
        boolean held = hold(source, on.anchored && source.mayLeanOn(on), filter);
        if (held) {
            source.leansOn.add(on);
            source.leansOn.addAll(on.leansOn);
        }
        return held;
    }

    private static boolean bind(Source source, Expression value, Filter filter, Proof proof) {
        return isValue(value) && filter.sources().contains(source) && proof.demand(value) && hold(source, true, filter);
    }

    private static boolean hold(Source source, boolean holds, Filter filter) {
        if (!holds || source.anchored || !filter.sources().contains(source)) {
            return false;
        }
        source.anchored = true;
        return true;
    }

    /** Whether it is one that can be compared with the tenant before the statement runs. */
    static boolean isValue(Expression value) {
        return value instanceof JdbcParameter || (value instanceof StringValue text && text.getPrefix() == null);
    }

    /** Whether a value that is written is the tenant: one to be compared, or an anchored source's own. */
    static boolean isTenant(Expression value, Scope scope, Proof proof) {
        Expression inner = Filter.inner(value);
        if (isValue(inner)) {
            return proof.demand(inner);
        }
        Source source = tenant(inner, scope);
        return source != null && source.anchored && !source.optional;
    }
}
