package dev.nostage.partitioning.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.ArrayConstructor;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.CollateExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TimezoneExpression;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/**
 * What a statement reads as a time. A column's is what the data say; a literal is read, and a parameter's value when there is
 * one; but what a text puts together from neither, such as {@code 'no' || 'w'}, could be a word for now that nobody sees.
 */
final class ReadAsTime {

    /** A select's columns that no name was found for. */
    private static final String ANY = "";

    /** What gives one of its arguments, or a time of two. */
    private static final Set<String> CHOOSING = Vocabulary.words("""
            any_value coalesce first_value generate_series greatest lag last_value lead least max min nth_value nullif nvl
            unnest
            """);

    /** What gives a time, a number or nothing, and reads no word for now. */
    private static final Set<String> MAKING = Vocabulary.words("""
            abs avg ceil ceiling char_length count date_bin date_part date_trunc dateadd datediff extract floor
            justify_days justify_hours justify_interval length make_date make_interval make_time make_timestamp
            make_timestamptz mod parsedatetime power round row_number sign sum to_date to_number to_timestamp trunc
            """);

    /** Kinds that hold no text: numbers and what they are multiplied to, times that are read by themselves, and nothing. */
    private static final Set<String> NO_TEXT = Vocabulary.words("""
            BooleanValue DateTimeLiteralExpression DateValue Division DoubleValue ExtractExpression IntegerDivision
            IntervalExpression LongValue Modulo Multiplication NullValue TimeKeyExpression TimeValue TimestampValue
            """);

    private final Times times;
    private final Set<Integer> parameters = new TreeSet<>();
    private final Deque<String> columns = new ArrayDeque<>();
    private final Map<String, List<Object>> derived = new HashMap<>();
    private boolean shown = true;

    ReadAsTime(Times times) {
        this.times = times;
    }

    /** Notes what the columns of a sub-query are made of. */
    void gather(Object node) {
        if (node instanceof ParenthesedSelect select) {
            boolean named = select.getAlias() != null && select.getAlias().getAliasColumns() != null;
            gather(select.getSelect(), named);
        } else if (node instanceof WithItem<?> item
                && item.getWithItemList() != null
                && item.getParenthesedStatement() instanceof ParenthesedSelect select) {
            gather(select.getSelect(), true);
        }
    }

    private void gather(Select select, boolean named) {
        List<Select> all = select instanceof SetOperationList set ? set.getSelects() : List.of(select);
        List<String> names = List.of();
        for (Select each : all) {
            if (each instanceof PlainSelect plain) {
                names = names.isEmpty() && !named ? names(plain) : names;
                for (int i = 0; i < plain.getSelectItems().size(); i++) {
                    Object made = plain.getSelectItems().get(i).getExpression();
                    derived.computeIfAbsent(i < names.size() ? names.get(i) : ANY, name -> new ArrayList<>())
                            .add(made);
                }
            } else if (each instanceof Values values) {
                derived.computeIfAbsent(ANY, name -> new ArrayList<>()).add(values.getExpressions());
            }
        }
    }

    private static List<String> names(PlainSelect select) {
        List<String> names = new ArrayList<>();
        for (SelectItem<?> item : select.getSelectItems()) {
            names.add(
                    item.getAlias() != null
                            ? Names.key(item.getAliasName())
                            : item.getExpression() instanceof Column column ? Names.key(column.getColumnName()) : ANY);
        }
        return names;
    }

    void read(Object expression) {
        shown = shows(expression) && shown;
    }

    /** Whether all is shown that may be a word for now; asked once every node was gathered. */
    boolean isShown() {
        Set<String> seen = new HashSet<>();
        while (!columns.isEmpty()) {
            String name = columns.remove();
            if (seen.add(name)) {
                derived.getOrDefault(name, List.of()).forEach(this::read);
                if (seen.add(ANY)) {
                    derived.getOrDefault(ANY, List.of()).forEach(this::read);
                }
            }
        }
        return shown;
    }

    Set<Integer> parameters() {
        return parameters;
    }

    private boolean shows(@Nullable Object made) {
        if (made == null || NO_TEXT.contains(made.getClass().getSimpleName())) {
            return true;
        } else if (made instanceof StringValue value) {
            times.readSpoken(value, true);
            return true;
        } else if (made instanceof JdbcParameter || made instanceof Column) {
            return varies(made);
        } else if (made instanceof CastExpression cast) {
            return Times.mayBeTime(cast) || shows(cast.getLeftExpression());
        } else if (made instanceof CaseExpression cases) {
            return shows(cases.getElseExpression())
                    && all(cases.getWhenClauses().stream()
                            .map(when -> when.getThenExpression())
                            .toList());
        } else if (made instanceof Function function) {
            return called(Times.name(function.getName()), function.getParameters());
        } else if (made instanceof AnalyticExpression analytic) {
            return called(
                    Times.name(analytic.getName()),
                    analytic.getExpression() == null ? null : List.of(analytic.getExpression()));
        } else if (made instanceof ExpressionList<?> list) {
            return all(list);
        } else if (made instanceof ArrayConstructor array) {
            return all(array.getExpressions());
        } else if (made instanceof Addition sum) {
            return shows(sum.getLeftExpression()) && shows(sum.getRightExpression());
        } else if (made instanceof Subtraction difference) {
            return shows(difference.getLeftExpression()) && shows(difference.getRightExpression());
        } else if (made instanceof SignedExpression signed) {
            return shows(signed.getExpression());
        } else if (made instanceof TimezoneExpression zoned) {
            return shows(zoned.getLeftExpression());
        } else if (made instanceof CollateExpression collated) {
            return shows(collated.getLeftExpression());
        } else if (made instanceof ParenthesedSelect select) {
            return select.getSelect() instanceof PlainSelect plain
                    && all(plain.getSelectItems().stream()
                            .map(SelectItem::getExpression)
                            .toList());
        }
        return varies(made);
    }

    private boolean called(String name, @Nullable List<? extends Expression> arguments) {
        List<? extends Expression> given = arguments == null ? List.of() : arguments;
        if (MAKING.contains(name)) {
            return true;
        } else if (CHOOSING.contains(name)) {
            return all(given);
        }
        // What is made of a text is made of the first; what the others say of a column is how.
        return name.startsWith("concat")
                ? given.stream().filter(this::varies).count() > 0
                : !given.isEmpty() && varies(given.get(0));
    }

    private boolean all(List<?> made) {
        boolean all = true;
        for (Object each : made) {
            all &= shows(each);
        }
        return all;
    }

    /** Whether it is made of a column or is a parameter: of what the data say, or a value that is seen. */
    private boolean varies(Object made) {
        boolean[] varies = {made instanceof JdbcParameter};
        SyntaxTree.walk(made, node -> {
            if (node instanceof JdbcParameter parameter) {
                parameters.add(parameter.getIndex());
            } else if (node instanceof Column column) {
                columns.add(Names.key(column.getColumnName()));
                varies[0] = true;
            }
            return !(node instanceof Select);
        });
        return varies[0];
    }
}
