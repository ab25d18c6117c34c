package dev.nostage.partitioning.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement's text in the one spelling that every database and the parser read alike: comments gone, each string
 * replaced by a numbered one, parameters numbered, back-quotes turned into quotes. What they might read differently
 * (escapes, dollar quotes, nested comments, letters beyond ASCII) is refused.
 *
 * @param text the text, ready for the parser
 * @param strings the strings that were replaced, the first by {@code 's0'}
 * @param parameters how many parameters there are
 * @param foldsQuoted whether the quotes are H2's back-quotes, within which case is folded as without quotes
 */
record SqlText(String text, List<String> strings, int parameters, boolean foldsQuoted) {

    /** Nobody writes longer ones by hand, and the parser need not try. */
    private static final int LONGEST = 200_000;

    /** The parser goes down the stack with each parenthesis. */
    private static final int DEEPEST = 60;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_ -]*");

    /** What Micronaut Data appends to a JSON parameter on H2, and the parser does not know. */
    private static final Pattern FORMAT_JSON =
            Pattern.compile("(\\?\\d+)\\s+FORMAT\\s+JSON\\b", Pattern.CASE_INSENSITIVE);

    /** @throws Refusal if the text could be read in two ways */
    static SqlText of(String sql) {
        if (sql.length() > LONGEST) {
            throw new Refusal("is longer than " + LONGEST + " characters: send it in parts");
        }
        return new Reader(sql).read();
    }

    /** The string that stands for {@code 's<number>'}. */
    String string(String replacement) {
        return strings.get(Integer.parseInt(replacement.substring(1)));
    }

    private static final class Reader {

        private final String sql;
        private final StringBuilder out = new StringBuilder();
        private final List<String> strings = new ArrayList<>();
        private int parameters;
        private boolean backQuotes;
        private boolean quotes;
        private int depth;
        private int at;

        Reader(String sql) {
            this.sql = sql;
        }

        SqlText read() {
            while (at < sql.length()) {
                step(sql.charAt(at));
            }
            if (quotes && backQuotes) {
                throw new Refusal("quotes names in two ways: use \" or ` throughout");
            }
            String text = FORMAT_JSON.matcher(out).replaceAll("$1").strip();
            if (text.isEmpty()) {
                throw new Refusal("is empty");
            }
            return new SqlText(text, List.copyOf(strings), parameters, backQuotes);
        }

        private void step(char c) {
            char next = at + 1 < sql.length() ? sql.charAt(at + 1) : ' ';
            if (c == '\'') {
                string();
            } else if (c == '"' || c == '`') {
                name(c);
            } else if (c == '-' && next == '-') {
                lineComment();
            } else if (c == '/' && next == '*') {
                comment();
            } else if (c == '?') {
                parameter(next);
            } else if (c == ';') {
                end();
            } else {
                refuseTwoFaced(c, next);
                refuseTooDeep(c);
                out.append(c);
                at++;
            }
        }

        private void refuseTwoFaced(char c, char next) {
            boolean twoFaced = c > '~'
                    || (c < ' ' && !Character.isWhitespace(c))
                    || "\\${}".indexOf(c) >= 0
                    || (c == '/' && next == '/')
                    || (c == '&' && (next == '&' || next == '\'' || next == '"'))
                    || (c == '@' && (next == '@' || isWord(next)))
                    || (c == '#' && next != '>' && next != '-')
                    || (c == ':' && isWord(next) && (at == 0 || sql.charAt(at - 1) != ':'));
            if (twoFaced) {
                throw new Refusal("has \"" + (c > '~' || c < ' ' ? String.format("\\u%04x", (int) c) : c)
                        + "\" outside of a string, which databases read in different ways: escapes, dollar quotes,"
                        + " variables and letters beyond ASCII are not accepted");
            }
        }

        private void refuseTooDeep(char c) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth > DEEPEST) {
                throw new Refusal(
                        "has more than " + DEEPEST + " parentheses in one another: make it several statements");
            }
        }

        private void string() {
            char before = at == 0 ? ' ' : sql.charAt(at - 1);
            boolean prefixed = isWord(before);
            boolean ordinary = "NnXxBb".indexOf(before) >= 0 && (at < 2 || !isWord(sql.charAt(at - 2)));
            if (prefixed && !ordinary) {
                throw new Refusal("has a string with a prefix such as E or U&: write it as a parameter");
            }
            if (!out.isEmpty() && endsInString()) {
                throw new Refusal("has two strings in a row: concatenate them with ||");
            }
            StringBuilder value = new StringBuilder();
            for (at++; ; at++) {
                if (at >= sql.length()) {
                    throw new Refusal("has a string without an end");
                }
                if (sql.charAt(at) == '\'') {
                    if (at + 1 >= sql.length() || sql.charAt(at + 1) != '\'') {
                        break;
                    }
                    at++;
                }
                value.append(sql.charAt(at));
            }
            at++;
            out.append("'s").append(strings.size()).append('\'');
            strings.add(value.toString());
        }

        private boolean endsInString() {
            int last = out.length() - 1;
            while (last >= 0 && Character.isWhitespace(out.charAt(last))) {
                last--;
            }
            return last >= 0 && out.charAt(last) == '\'';
        }

        private void name(char quote) {
            int end = sql.indexOf(quote, at + 1);
            String name = end < 0 ? "" : sql.substring(at + 1, end);
            boolean doubled = end + 1 < sql.length() && sql.charAt(end + 1) == quote;
            if (doubled || !NAME.matcher(name).matches()) {
                throw new Refusal("has a quoted name that is not made of letters, digits, _, - and spaces");
            }
            backQuotes |= quote == '`';
            quotes |= quote == '"';
            out.append('"').append(name).append('"');
            at = end + 1;
        }

        private void lineComment() {
            int end = sql.indexOf('\n', at);
            String comment = sql.substring(at, end < 0 ? sql.length() : end);
            refuseTwoFacedComment(comment);
            if (comment.stripTrailing().chars().anyMatch(c -> c < ' ' && c != '\t')) {
                throw new Refusal("has a control character in a comment, which may end it");
            }
            at += comment.length();
        }

        private void comment() {
            int end = sql.indexOf("*/", at + 2);
            String comment = end < 0 ? "!" : sql.substring(at + 2, end);
            if ("!+/".indexOf(comment.isEmpty() ? ' ' : comment.charAt(0)) >= 0 || comment.contains("/*")) {
                throw new Refusal("has a comment that is nested, a hint, or without an end");
            }
            refuseTwoFacedComment(comment);
            out.append(' ');
            at = end + 2;
        }

        /** Drivers look for parameters and escapes themselves, and may see the end of a comment elsewhere. */
        private static void refuseTwoFacedComment(String comment) {
            if (comment.chars().anyMatch(c -> "?'\"`$;{}\\".indexOf(c) >= 0)) {
                throw new Refusal(
                        "has one of ? ' \" ` $ ; { } \\ in a comment, where drivers may read it: leave it out");
            }
        }

        private void parameter(char next) {
            if (next == '?' || Character.isDigit(next)) {
                throw new Refusal("has ?? or a numbered parameter: write each parameter as ?");
            }
            parameters++;
            out.append('?').append(parameters);
            at++;
        }

        private void end() {
            String rest = sql.substring(at + 1);
            if (!rest.isBlank()) {
                throw new Refusal("is more than one statement: send them one by one");
            }
            at = sql.length();
        }

        private static boolean isWord(char c) {
            return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
        }
    }
}
