package dev.nostage.partitioning.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.NextValExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.InsertConflictAction;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralSubSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.update.Update;
import org.jspecify.annotations.Nullable;

/**
 * What leaves something behind may not stand where rows are chosen: a database may ask a condition of another tenant's
 * row before it finds out whose it is, and a sequence that has moved on would tell.
 */
final class Effects {

    private static final String NEXT = "nextval";
    private static final String LOCK = "for update";

    /** A session's generator goes on from value to value, and the session serves other tenants too. */
    private static final Set<String> GENERATORS = Set.of("rand", "random");

    private Effects() {}

    /** @throws Refusal if what chooses a node's rows moves a sequence on, or a random number generator */
    static void refuse(Object node) {
        if (node instanceof Function function
                && isGenerator(function)
                && function.getParameters() != null
                && function.getParameters().size() == 1) {
            throw new Refusal(
                    "sets the seed of random numbers, which the connection keeps for whoever has it next: call"
                            + " the function without one");
        }
        for (Object chooser : choosers(node)) {
            SyntaxTree.walk(chooser, below -> {
                if (isEffect(below)) {
                    throw new Refusal("has NEXTVAL where rows are chosen: let it stand in the list of a SELECT, in"
                            + " VALUES or in SET");
                }
                if (below instanceof Function function && isGenerator(function)) {
                    throw new Refusal("has random numbers where rows are chosen, which tell how many were looked at:"
                            + " let them stand in the list of a SELECT or in ORDER BY");
                }
                return true;
            });
        }
    }

    /** What a node leaves behind, or by what it holds others up, other than by changing rows. */
    static Optional<String> of(Object node) {
        if (node instanceof Select select && select.getForMode() != null) {
            return Optional.of(LOCK);
        }
        return isEffect(node) ? Optional.of(NEXT) : Optional.empty();
    }

    private static List<Object> choosers(Object node) {
        if (node instanceof PlainSelect select) {
            return present(select.getWhere(), select.getHaving(), select.getQualify());
        }
        if (node instanceof Join join) {
            return new ArrayList<>(join.getOnExpressions());
        }
        if (node instanceof Update update) {
            return present(update.getWhere());
        }
        if (node instanceof Delete delete) {
            return present(delete.getWhere());
        }
        if (node instanceof InsertConflictAction action) {
            return present(action.getWhereExpression());
        }
        return node instanceof LateralSubSelect || node instanceof TableFunction ? List.of(node) : List.of();
    }

    private static List<Object> present(@Nullable Object... nodes) {
        return Arrays.stream(nodes).filter(Objects::nonNull).toList();
    }

    private static boolean isGenerator(Function function) {
        String name = function.getName();
        return name != null && GENERATORS.contains(Names.key(name));
    }

    private static boolean isEffect(Object node) {
        return node instanceof NextValExpression
                || (node instanceof Function function && isNext(function.getName()))
                || (node instanceof Column column && isNext(column.getColumnName()));
    }

    /** A function in a FROM is wrapped in one that has no name. */
    private static boolean isNext(@Nullable String name) {
        return name != null && Names.key(name).equals(NEXT);
    }
}
