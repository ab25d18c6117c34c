package dev.nostage.partitioning.sql;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
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

    private Parsed() {}

    static Statement of(SqlText text) {
        Statement statement = parse(text.text());
        if (!words(statement.toString()).equals(words(text.text()))) {
            throw new Refusal("is not understood in full: write it in plainer SQL");
        }
        return statement;
    }

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
            throw new Refusal("cannot be parsed" + at(e));
        } catch (TokenMgrException e) {
            throw new Refusal("cannot be parsed");
        }
    }

    private static CCJSqlParser parser(String text) {
        return new CCJSqlParser(new StringProvider(text));
    }

    private static String at(ParseException e) {
        return e.currentToken == null || e.currentToken.next == null
                ? ""
                : " from line " + e.currentToken.next.beginLine + ", column " + e.currentToken.next.beginColumn
                        + " on; a column that is named like a keyword needs its table's alias before it, or quotes";
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
