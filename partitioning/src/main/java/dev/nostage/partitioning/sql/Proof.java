package dev.nostage.partitioning.sql;

import dev.nostage.partitioning.sql.Verdict.Proven;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.update.Update;

/** What is known of a statement so far, and what must be the tenant for it to keep to one. */
final class Proof {

    private static final Set<String> TIMES = Set.of(
            "now",
            "current_timestamp",
            "current_time",
            "current_date",
            "localtime",
            "localtimestamp",
            "sysdate",
            "systimestamp",
            "today",
            "curdate",
            "curtime",
            "getdate",
            "clock_timestamp",
            "statement_timestamp",
            "transaction_timestamp",
            "timeofday",
            "current_time_millis",
            "unix_timestamp",
            "utc_timestamp",
            "utc_date",
            "utc_time",
            "sysdatetime",
            "getutcdate");

    /** What PostgreSQL reads as a time of now, where it reads a time. */
    private static final Set<String> SPOKEN_TIMES = Set.of("now", "today", "tomorrow", "yesterday");

    private static final Pattern WORD_ENDS = Pattern.compile("[^a-z0-9]+");

    final Set<String> tables = new TreeSet<>();
    private final Set<Integer> parameters = new TreeSet<>();
    private final Set<String> literals = new LinkedHashSet<>();
    private final Set<String> functions = new TreeSet<>();
    private final Set<String> times = new TreeSet<>();
    private final SqlText text;
    private final Functions own;
    private boolean writes;

    /** @param own functions that may be called besides the ordinary ones */
    Proof(SqlText text, Functions own) {
        this.text = text;
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
        if (node instanceof Insert || node instanceof Update || node instanceof Delete) {
            writes = true;
        } else if (node instanceof TimeKeyExpression time) {
            times.add(bare(time.getStringValue()));
        } else if (node instanceof ColDataType type) {
            readType(type.getDataType());
        } else if (node instanceof Column column && column.getTable() == null) {
            readTime(Names.key(column.getColumnName()));
        } else if (node instanceof CastExpression cast && cast.getLeftExpression() instanceof StringValue value) {
            readSpoken(value.getValue(), true);
        } else if (node instanceof StringValue value) {
            readSpoken(value.getValue(), false);
        } else if (node instanceof DateTimeLiteralExpression literal) {
            readSpoken(literal.getValue().replace("'", ""), true);
        } else if (node instanceof AnalyticExpression analytic) {
            call(analytic.getName());
        } else if (node instanceof Function function && !(node instanceof TableFunction)) {
            call(function.getName());
            if (isAgeOfNow(function)) {
                times.add("age");
            }
        }
    }

    /** With one argument it counts to today. */
    private static boolean isAgeOfNow(Function function) {
        return function.getName().replace("\"", "").equalsIgnoreCase("age")
                && function.getParameters() != null
                && function.getParameters().size() == 1;
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
        readTime(name);
    }

    private void readTime(String name) {
        String bare = name.substring(name.lastIndexOf('.') + 1);
        if (TIMES.contains(bare)) {
            times.add(bare);
        }
    }

    /** @param asTime whether it is read as one for certain; else it may be text, or a time where one is expected */
    private void readSpoken(String replacement, boolean asTime) {
        if (!replacement.matches("s\\d+")) {
            return;
        }
        List<String> words = List.of(WORD_ENDS.split(text.string(replacement).toLowerCase(Locale.ROOT)));
        boolean mayBeTime = asTime || words.stream().allMatch(word -> SPOKEN_TIMES.contains(word) || isNumber(word));
        words.stream()
                .filter(word -> mayBeTime && SPOKEN_TIMES.contains(word))
                .forEach(word -> times.add("'" + word + "'"));
    }

    /** Or what stands between two separators. */
    private static boolean isNumber(String word) {
        return word.isEmpty() || word.chars().anyMatch(Character::isDigit);
    }

    private static String bare(String keyword) {
        return keyword.replaceAll("[^A-Za-z_]", "").toLowerCase(Locale.ROOT);
    }

    Proven proven() {
        return new Proven(
                List.copyOf(parameters), List.copyOf(literals), new JudgedStatement(writes, tables, functions, times));
    }
}
