package dev.nostage.timemachine;

import static dev.nostage.problem.Quoted.quoted;

import java.util.regex.Pattern;

/** Text that is read once, from left to right, and that knows at which column it stopped making sense. */
final class Scan {

    private final String text;
    private int at;

    Scan(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** The column of what comes next, from 1. */
    int column() {
        return at + 1;
    }

    /** Whether the next character is one of these. */
    boolean sees(String oneOf) {
        return !atEnd() && oneOf.indexOf(text.charAt(at)) >= 0;
    }

    /** Whether what comes next begins so. */
    boolean sees(Pattern next) {
        return next.matcher(text).region(at, text.length()).lookingAt();
    }

    boolean seesDigit() {
        return sees("0123456789");
    }

    /** The next character, which was seen before. */
    char take() {
        return text.charAt(at++);
    }

    /** Passes over {@code word} if it comes next. */
    boolean skip(String word) {
        boolean next = text.startsWith(word, at);
        at += next ? word.length() : 0;
        return next;
    }

    void skipSpaces() {
        while (skip(" ")) {}
    }

    void demand(String word) {
        demand(word, "'" + word + "'");
    }

    /** @param what the word, and what comes with it, as a reader is told */
    void demand(String word, String what) {
        if (!skip(word)) {
            throw expected(what);
        }
    }

    void demandEnd() {
        if (!atEnd()) {
            throw expected("the end");
        }
    }

    /** A number of exactly so many digits. */
    int digits(int count, String of) {
        int start = at;
        int number = 0;
        while (at < start + count) {
            if (!seesDigit()) {
                throw expected("digit " + (at - start + 1) + " of the " + count + " of " + of);
            }
            number = number * 10 + (take() - '0');
        }
        return number;
    }

    /** All digits that come next, at least one and at most {@code most}. */
    String digitsUpTo(int most, String of) {
        int start = at;
        while (seesDigit()) {
            at++;
        }
        if (at == start || at - start > most) {
            at = start;
            throw expected("1 to " + most + " digits of " + of);
        }
        return text.substring(start, at);
    }

    /** What comes before {@code end}, which is passed over. */
    String until(String end) {
        int stop = text.indexOf(end, at);
        if (stop < 0) {
            at = text.length();
            throw expected("'" + end + "'");
        }
        String found = text.substring(at, stop);
        at = stop + end.length();
        return found;
    }

    TimeMalformedException expected(String what) {
        return wrong(column(), "expected " + what + ", found " + (atEnd() ? "the end" : quoted(text.substring(at))));
    }

    TimeMalformedException wrong(int column, String reason) {
        return TimeMalformedException.in(text, column, reason);
    }
}
