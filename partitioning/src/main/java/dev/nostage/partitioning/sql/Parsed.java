package dev.nostage.partitioning.sql;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserConstants;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.parser.Token;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.statement.Statement;

/**
 * What the parser made of a text. Written out again it must have the same words: what it passed over, or took for
 * something else, must not reach the database unseen.
 */
final class Parsed {

    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|'[^']*'|\\?\\d+|[A-Za-z0-9_]+");

    /** Words that say nothing, and that the parser adds or leaves out. */
    private static final Set<String> NOISE = Set.of("as", "outer", "inner", "asc", "row", "rows", "next", "first");

    private static final String KEYWORD =
            "; a column that is named like a keyword needs its table's alias before it, or quotes";

    private Parsed() {}

    static Statement of(SqlText text) {
        Statement statement = parse(text.text());
        if (!words(statement.toString()).equals(words(text.text()))) {
            throw new Refusal("is not understood in full: write it in plainer SQL");
        }
        return statement;
    }

    /** How a statement begins that is any of what is judged; an opening parenthesis may stand before it. */
    private static final Set<String> BEGINNINGS =
            Set.of("select", "with", "insert", "update", "delete", "values", "table");

    private static final Pattern FIRST = Pattern.compile("^[\\s(]*([A-Za-z_]{1,20})");

    private static final Pattern ONLY =
            Pattern.compile("\\b(update|delete\\s+from)\\s+only\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern ARGUMENT = Pattern.compile("[(),]|\\bpassing\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern JSON =
            Pattern.compile("\\bjson_(value|query|exists)\\s*\\(", Pattern.CASE_INSENSITIVE);

    /** Words that mean what they say wherever they stand; nobody would name a column so without quotes. */
    private static final Set<String> STRUCTURE = Vocabulary.words("""
            all and as between by case cross delete distinct else end except exists from full group having in inner
            insert intersect into is join left like limit natural not null offset on or order outer returning right
            select set then union update using values when where with
            """);

    private static Statement parse(String text) {
        try {
            return parser(text).withAllowComplexParsing(false).Statement();
        } catch (ParseException | TokenMgrException simple) {
            return parseComplex(text);
        }
    }

    /** Slower, and only needed for deeper nesting. */
    private static Statement parseComplex(String text) {
        try {
            return parser(text).withAllowComplexParsing(true).Statement();
        } catch (ParseException e) {
            throw unreadable(text, at(e));
        } catch (TokenMgrException e) {
            throw unreadable(text, "");
        }
    }

    private static Refusal unreadable(String text, String at) {
        Matcher first = FIRST.matcher(text);
        if (first.find() && !BEGINNINGS.contains(first.group(1).toLowerCase(Locale.ROOT))) {
            return new Refusal("begins with " + first.group(1).toUpperCase(Locale.ROOT)
                    + ", and is none of SELECT, INSERT, UPDATE and DELETE: run it where no request does, such as in a"
                    + " migration");
        }
        if (ONLY.matcher(text).find()) {
            return new Refusal("has UPDATE ONLY or DELETE FROM ONLY, which the parser does not know: leave ONLY out, or"
                    + " name the partition itself");
        }
        if (JSON.matcher(text).results().anyMatch(call -> hasMore(text.substring(call.end())))) {
            return new Refusal(Vocabulary.JSON_ARGUMENTS);
        }
        return new Refusal("cannot be parsed" + at);
    }

    /** Whether a call's arguments are more than two, or have PASSING behind them. Strings hold no parentheses here. */
    private static boolean hasMore(String arguments) {
        int depth = 0;
        int commas = 0;
        Matcher matcher = ARGUMENT.matcher(arguments);
        while (depth >= 0 && matcher.find()) {
            switch (matcher.group().toLowerCase(Locale.ROOT)) {
                case "(" -> depth++;
                case ")" -> depth--;
                case "," -> commas += depth == 0 ? 1 : 0;
                default -> commas += depth == 0 ? 2 : 0;
            }
        }
        return commas > 1;
    }

    private static CCJSqlParser parser(String text) {
        return new CCJSqlParser(new StringProvider(text));
    }

    private static String at(ParseException e) {
        return e.currentToken == null || e.currentToken.next == null
                ? ""
                : " from line " + e.currentToken.next.beginLine + ", column " + e.currentToken.next.beginColumn + " on"
                        + (isKeyword(e.currentToken) || isKeyword(e.currentToken.next) ? KEYWORD : "");
    }

    private static boolean isKeyword(Token token) {
        return token.kind != CCJSqlParserConstants.S_IDENTIFIER
                && token.kind != CCJSqlParserConstants.S_QUOTED_IDENTIFIER
                && token.image != null
                && token.image.matches("[A-Za-z_]+")
                && !STRUCTURE.contains(token.image.toLowerCase(Locale.ROOT));
    }

    private static Map<String, Integer> words(String text) {
        Map<String, Integer> words = new TreeMap<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = matcher.group().toLowerCase(Locale.ROOT);
            if (!NOISE.contains(word)) {
                words.merge(word, 1, Integer::sum);
            }
        }
        return words;
    }
}
