package dev.nostage.event;

/** Texts may come from outside: in a log they are cut, and without what could begin a line or end a value. */
final class Printable {

    private static final int LONGEST = 300;

    private Printable() {}

    /** A text made fit to be printed; anything else as it is. */
    static Object of(Object value) {
        if (!(value instanceof CharSequence text)) {
            return value;
        }
        StringBuilder printable = new StringBuilder();
        text.chars().limit(LONGEST).forEach(c -> {
            if (Character.isISOControl(c) || c == '"' || c == '\\' || c == '\u2028' || c == '\u2029') {
                printable.append(String.format("\\u%04x", c));
            } else {
                printable.append((char) c);
            }
        });
        return text.length() > LONGEST ? printable + "…" : printable.toString();
    }
}
