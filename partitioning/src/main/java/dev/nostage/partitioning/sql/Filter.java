package dev.nostage.partitioning.sql;

import dev.nostage.partitioning.sql.Scope.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;

/** What must hold for a row of each of its sources to be seen. */
sealed interface Filter {

    Set<Source> sources();

    /** @param condition one that is no AND */
    record Condition(Expression condition, Set<Source> sources) implements Filter {}

    /** What {@code USING (tenant_id)} demands. */
    record SameTenant(Source one, Source other, Set<Source> sources) implements Filter {}

    /** A condition taken apart at its ANDs, and at the columns of rows that are equal. */
    static List<Filter> of(Expression condition, Set<Source> sources) {
        List<Filter> filters = new ArrayList<>();
        add(condition, sources, filters);
        return filters;
    }

    private static void add(Expression condition, Set<Source> sources, List<Filter> filters) {
        Expression inner = inner(condition);
        if (inner instanceof AndExpression and) {
            add(and.getLeftExpression(), sources, filters);
            add(and.getRightExpression(), sources, filters);
        } else if (inner instanceof EqualsTo equals
                && Anchors.isPlain(equals)
                && inner(equals.getLeftExpression()) instanceof ParenthesedExpressionList<?> left
                && inner(equals.getRightExpression()) instanceof ParenthesedExpressionList<?> right
                && left.size() == right.size()) {
            for (int i = 0; i < left.size(); i++) {
                add(new EqualsTo(left.get(i), right.get(i)), sources, filters);
            }
        } else {
            filters.add(new Condition(inner, sources));
        }
    }

    /** What stands inside of parentheses. */
    static Expression inner(Expression expression) {
        Expression inner = expression;
        while (inner instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
            inner = list.get(0);
        }
        return inner;
    }
}
