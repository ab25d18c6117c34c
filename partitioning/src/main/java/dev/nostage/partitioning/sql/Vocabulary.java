package dev.nostage.partitioning.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JsonFunction;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import org.jspecify.annotations.Nullable;

/** What is known to keep to what it is given: kinds of syntax, and functions. Everything else is refused. */
final class Vocabulary {

    /** Operators all; what else may stand in an expression or around a query. */
    private static final Set<String> SYNTAX = words("""
            AliasColumn Alias AllColumns AllTableColumns AnalyticExpression AnyComparisonExpression ArrayConstructor
            ArrayExpression BooleanValue CaseExpression CastExpression ColDataType CollateExpression Column ColumnParams
            DateTimeLiteralExpression DateValue Delete Distinct DoubleValue ExceptOp ExtractExpression Fetch
            FunctionAllColumns Function GroupByElement HexValue Insert InsertConflictAction InsertConflictTarget
            IntersectOp IntervalExpression IntervalQualifier JdbcParameter Join JsonAggregateFunction JsonExpression
            JsonFunction JsonFunctionExpression JsonKeyValuePair JsonOnResponseBehavior KeywordArgument LateralSubSelect
            Limit LongValue MinusOp NextValExpression NotExpression
            NullValue Offset OrderByClause OrderByElement Parenthesis ParenthesedDelete ParenthesedFromItem
            ParenthesedInsert ParenthesedSelect ParenthesedUpdate PartitionByClause PlainSelect RangeExpression
            ReturningClause RowConstructor SampleClause SelectItem SetOperationList SignedExpression StringValue Table
            TableFunction TableStatement TimeKeyExpression TimeValue TimestampValue TimezoneExpression Top TrimFunction UnionOp
            Update UpdateSet Values Wait WhenClause WindowDefinition WindowElement WindowOffset WindowRange
            WithItem WithSearchClause WithCycleClause
            """);

    private static final Set<String> OPERATOR_EXCEPTIONS =
            Set.of("FullTextSearch", "PriorTo", "TSQLLeftJoin", "TSQLRightJoin", "OldOracleJoinBinaryExpression");

    private static final Map<String, String> WRITTEN = Map.of(
            "FullTextSearch", "MATCH … AGAINST",
            "InsertDuplicateAction", "ON DUPLICATE KEY UPDATE",
            "JsonTableFunction", "JSON_TABLE",
            "Execute", "CALL or EXECUTE",
            "Upsert", "REPLACE or UPSERT",
            "XMLSerializeExpr", "XMLSERIALIZE");

    /** Functions of H2 and PostgreSQL that compute from their arguments alone, or tell the time. */
    static final Set<String> FUNCTIONS = words("""
            abs acos age any any_value array array_agg array_append array_cat array_dims array_length array_lower
            array_position array_positions array_prepend array_remove array_replace array_to_json array_to_string
            array_upper ascii asin atan atan2 avg bit_and bit_length bit_or bool_and bool_or btrim cardinality cbrt ceil
            ceiling char char_length character_length chr clock_timestamp coalesce concat concat_ws corr cos cot count
            covar_pop covar_samp cume_dist curdate current_date current_time current_timestamp curtime date date_bin
            date_part date_trunc dateadd datediff dayname dayofmonth dayofweek dayofyear day degrees dense_rank
            div encode decode every exp extract first_value floor format formatdatetime
            gcd generate_series generate_subscripts getdate greatest group_concat grouping hash hour initcap insert
            instr isfinite json_agg json_array json_array_elements json_array_elements_text json_array_length
            json_arrayagg json_build_array json_build_object json_each json_each_text json_extract_path
            json_extract_path_text json_object json_object_agg json_object_keys json_objectagg json_strip_nulls
            json_typeof jsonb_agg jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array
            jsonb_build_object jsonb_each jsonb_each_text jsonb_extract_path jsonb_extract_path_text jsonb_insert
            jsonb_object jsonb_object_agg jsonb_object_keys jsonb_path_exists jsonb_path_match jsonb_path_query
            jsonb_path_query_array jsonb_path_query_first jsonb_pretty jsonb_set jsonb_strip_nulls jsonb_typeof
            justify_days justify_hours justify_interval lag last_value lcase lcm lead least left len length listagg ln
            localtime localtimestamp locate log log10 lower lpad ltrim make_date make_interval make_time make_timestamp
            make_timestamptz max md5 median min minute mod mode month monthname nextval now nth_value ntile nullif nvl
            nvl2 octet_length overlay parsedatetime percent_rank percentile_cont percentile_disc pi
            plainto_tsquery phraseto_tsquery position power pow quarter quote_ident quote_literal radians random rand
            random_uuid gen_random_uuid uuid rank regexp_count regexp_instr regexp_like regexp_match regexp_matches
            regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr regr_count regr_intercept regr_slope
            repeat replace reverse right round row_number row_to_json rpad rtrim second sha256 sha512 sign similarity sin
            soundex space split_part sqrt starts_with stddev stddev_pop stddev_samp statement_timestamp string_agg
            string_to_array strpos substr substring sum sysdate system_range tan to_char to_date to_hex to_json to_jsonb
            to_number to_timestamp to_tsquery to_tsvector today transaction_timestamp translate trim trim_array trunc
            truncate ts_headline ts_rank tsvector_to_array ucase unnest upper uuid_generate_v4 uuidv4 uuidv7 var_pop
            var_samp variance websearch_to_tsquery week width_bucket xmlagg xmlelement xmlforest year
            """);

    /** Types by whose values PostgreSQL's drivers read large objects, which no policy looks at. */
    static final Set<String> LARGE_OBJECTS = Set.of("oid", "lo");

    /** As what a JSON function may give what it finds. Any other may be a time, which PostgreSQL reads from 'now'. */
    private static final Set<String> RETURNED = words("""
            bigint bool boolean bytea char character decimal double float float4 float8 int int2 int4 int8 integer json
            jsonb numeric real smallint text uuid varchar
            """);

    static final String JSON_ARGUMENTS = "gives a JSON function more than a value and a path: give it those two";

    private Vocabulary() {}

    /** @throws Refusal if the node is of a kind that is not known */
    static void demand(Object node) {
        Class<?> type = node.getClass();
        String name = type.getSimpleName();
        String room = type.getPackageName();
        boolean operator =
                room.startsWith("net.sf.jsqlparser.expression.operators") && !OPERATOR_EXCEPTIONS.contains(name);
        boolean known = operator || SYNTAX.contains(name);
        if (node instanceof JsonFunction json) {
            demand(json);
        }
        if (node instanceof Function function && isEncode(function.getName())) {
            demandFormat(function.getParameters());
        }
        if (!known) {
            throw new Refusal(
                    table(node),
                    "has " + inSql(name) + ", which is not accepted here: write it in plainer SQL, or run it where no"
                            + " request does, such as in a migration");
        }
    }

    private static void demand(JsonFunction json) {
        if (!json.getAdditionalQueryPathArguments().isEmpty()) {
            // The parser keeps them as text, in which a query would not be seen.
            throw new Refusal(JSON_ARGUMENTS);
        }
        ColDataType returned = json.getReturningType();
        if (returned != null
                && !RETURNED.contains(Names.key(returned.getDataType()).split("[ (]", 2)[0])) {
            throw new Refusal(
                    "has a JSON function RETURNING something else than text, a number, boolean, uuid, bytea or"
                            + " json: a time may be read from 'now', so cast what it returns");
        }
    }

    private static boolean isEncode(@Nullable String name) {
        return name != null && Names.key(name).equals("encode");
    }

    /** PostgreSQL quotes one that it does not know in the words by which a stamp is refused. */
    private static void demandFormat(@Nullable ExpressionList<?> arguments) {
        if (arguments == null || arguments.size() != 2 || !(arguments.get(1) instanceof StringValue)) {
            throw new Refusal(
                    "calls encode() with a format that the text does not show: write it, as 'hex' or 'base64'");
        }
    }

    private static @Nullable String table(Object node) {
        List<String> tables = new ArrayList<>();
        SyntaxTree.walk(node, below -> {
            if (below instanceof Table table) {
                tables.add(Names.key(table.getName()));
            }
            return true;
        });
        return tables.isEmpty() ? null : tables.get(0);
    }

    /** What the parser's name for a kind of syntax is in SQL. */
    private static String inSql(String kind) {
        String written = WRITTEN.get(kind);
        String bare = kind.replaceAll(
                "^(MySQL|Oracle|TSQL|Postgres(QL)?|Snowflake|DB2)|(Expression|Expr|Clause|Statement)$", "");
        return written != null
                ? written
                : bare.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
    }

    static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
