package dev.nostage.partitioning.sql;

import dev.nostage.partitioning.sql.Verdict.Proven;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.update.Update;

/** What is known of a statement so far, and what must be the tenant for it to keep to one. */
final class Proof {

    final Set<String> tables = new TreeSet<>();
    private final Set<Integer> parameters = new TreeSet<>();
    private final Set<String> literals = new LinkedHashSet<>();
    private final Set<String> functions = new TreeSet<>();
    private final Set<String> effects = new TreeSet<>();
    private final Times times;
    private final SqlText text;
    private final Functions own;
    private boolean writes;

    /** @param own functions that may be called besides the ordinary ones */
    Proof(SqlText text, Functions own) {
        this.text = text;
        this.times = new Times(text);
        this.own = own;
    }

    /** @return true: a value that must be the tenant is compared before the statement runs */
    boolean demand(Expression value) {
        if (value instanceof JdbcParameter parameter) {
            parameters.add(parameter.getIndex());
        } else {
            literals.add(text.string(((StringValue) value).getValue()));
        }
        return true;
    }

    /** Notes what a node does, and refuses a function that is not known to keep to its arguments. */
    void read(Object node) {
        Effects.of(node).ifPresent(effects::add);
        times.read(node);
        if (node instanceof Insert || node instanceof Update || node instanceof Delete) {
            writes = true;
        } else if (node instanceof ColDataType type) {
            readType(type.getDataType());
        } else if (node instanceof AnalyticExpression analytic) {
            call(analytic.getName());
        } else if (node instanceof Function function && !(node instanceof TableFunction)) {
            call(function.getName());
        }
    }

    private static void readType(String written) {
        String type = Names.key(written.substring(written.lastIndexOf('.') + 1).strip());
        if (Vocabulary.LARGE_OBJECTS.contains(type)) {
            throw new Refusal("makes a large object's number, and those are anybody's: keep the bytes in a bytea");
        }
    }

    private void call(String written) {
        String name = written.replace("\"", "").toLowerCase(Locale.ROOT);
        if (!Vocabulary.FUNCTIONS.contains(name) && !own.names().contains(name)) {
            throw new Refusal("calls " + name
                    + "(), which may read more than its arguments: if it does not, name it in " + own.setting());
        }
        functions.add(name);
    }

    Proven proven() {
        JudgedStatement judged = new JudgedStatement(writes, tables, functions, effects, times.asked());
        return new Proven(List.copyOf(parameters), List.copyOf(literals), List.copyOf(times.parameters()), judged);
    }
}
