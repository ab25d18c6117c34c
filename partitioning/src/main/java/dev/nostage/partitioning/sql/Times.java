package dev.nostage.partitioning.sql;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import net.sf.jsqlparser.statement.select.TableFunction;
import org.jspecify.annotations.Nullable;

/** How a statement asks the database for the time, as far as its text shows. */
final class Times {

    /** Of the identifiers, those that have the time of their making in them. */
    private static final Set<String> NAMES = Vocabulary.words("""
            now current_timestamp current_time current_date localtime localtimestamp sysdate systimestamp today curdate
            curtime getdate clock_timestamp statement_timestamp transaction_timestamp timeofday current_time_millis
            unix_timestamp utc_timestamp utc_date utc_time sysdatetime getutcdate
            uuidv7 uuid_generate_v1 uuid_generate_v1mc
            """);

    /** What is no time, whatever text it is made from. Any other type may be one, or hold one, or be named so by a domain. */
    private static final Set<String> NO_TIMES = Vocabulary.words("""
            bigint binary bit blob bool boolean bytea char character cidr clob decimal double float float4 float8 inet int
            int2 int4 int8 integer interval json jsonb longvarchar money name national nchar numeric nvarchar real
            regclass smallint text tinyint uuid varbinary varchar
            """);

    /** Types whose names PostgreSQL takes for a cast where they are called. */
    private static final Set<String> CALLED_TYPES = Set.of("date", "time", "timetz", "timestamp", "timestamptz");

    private static final Set<String> UUIDS = Set.of("random_uuid", "uuid");

    private static final long OF_CHANCE = 4;

    private final SqlText text;
    private final Set<String> asked = new TreeSet<>();
    private final ReadAsTime readAsTime = new ReadAsTime(this);

    Times(SqlText text) {
        this.text = text;
    }

    void read(Object node) {
        readAsTime.gather(node);
        if (node instanceof TimeKeyExpression time) {
            asked.add(bare(time.getStringValue()));
        } else if (node instanceof Column column && column.getTable() == null) {
            readName(Names.key(column.getColumnName()));
        } else if (node instanceof CastExpression cast && mayBeTime(cast)) {
            readAsTime.read(cast.getLeftExpression());
        } else if (node instanceof StringValue value) {
            readSpoken(value, false);
        } else if (node instanceof DateTimeLiteralExpression literal) {
            readSpoken(literal.getValue().replace("'", ""), true);
        } else if (node instanceof AnalyticExpression analytic) {
            readName(name(analytic.getName()));
        } else if (node instanceof Function function && !(node instanceof TableFunction)) {
            call(function, name(function.getName()));
        }
    }

    private void call(Function function, String name) {
        readName(name);
        int arguments =
                function.getParameters() == null ? 0 : function.getParameters().size();
        if (arguments == 1 && name.equals("age")) {
            asked.add(name); // it counts to today
        } else if (arguments == 1 && CALLED_TYPES.contains(name)) {
            readAsTime.read(function.getParameters().get(0));
        } else if (arguments == 1
                && UUIDS.contains(name)
                && !(function.getParameters().get(0) instanceof StringValue)
                && !(function.getParameters().get(0) instanceof LongValue version && version.getValue() == OF_CHANCE)) {
            asked.add(name); // its version may be one that has the time in it
        }
    }

    private void readName(String name) {
        if (NAMES.contains(name)) {
            asked.add(name);
        }
    }

    void readSpoken(StringValue value, boolean asTime) {
        readSpoken(value.getValue(), asTime);
    }

    private void readSpoken(String replacement, boolean asTime) {
        if (replacement.matches("s\\d+")) {
            asked.addAll(SpokenTimes.in(text.string(replacement), asTime));
        }
    }

    static boolean mayBeTime(CastExpression cast) {
        ColDataType type = cast.getColDataType();
        if (type == null) {
            return true;
        }
        String written = type.getDataType();
        String bare = Names.key(written.substring(written.lastIndexOf('.') + 1).strip());
        return !NO_TIMES.contains(bare.split("[ (\\[]", 2)[0]);
    }

    /** A function's bare name, in lower case. */
    static String name(@Nullable String written) {
        String name = written == null ? "" : Names.key(written.replace("\"", ""));
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String bare(String keyword) {
        return keyword.replaceAll("[^A-Za-z_]", "").toLowerCase(Locale.ROOT);
    }

    /** How it asks; complete once every node was read. */
    Set<String> asked() {
        if (!readAsTime.isShown()) {
            asked.add("a text that is put together and cast to a time");
        }
        return asked;
    }

    /** The parameters that are read as a time; complete once {@link #asked} was. */
    Set<Integer> parameters() {
        return readAsTime.parameters();
    }
}
