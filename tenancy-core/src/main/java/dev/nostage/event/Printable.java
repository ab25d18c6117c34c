package dev.nostage.event;

/** Texts may come from outside: in a log they are cut, and without what could begin a line or end a value. */
final class Printable {

    private static final int LONGEST = 300;
    private static final String CUT = "…";

    private Printable() {}

    /** A text made fit to be printed; anything else as it is. */
    static Object of(Object value) {
        if (!(value instanceof CharSequence text)) {
            return value;
        }
        int shown = Math.min(text.length(), LONGEST);
        for (int i = 0; i < shown; i++) {
            if (!isFit(text.charAt(i))) {
                return escaped(text, shown);
            }
        }
        return shown == text.length() ? text.toString() : text.subSequence(0, shown) + CUT;
    }

    private static String escaped(CharSequence text, int shown) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            char c = text.charAt(i);
            printable.append(isFit(c) ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return shown == text.length() ? printable.toString() : printable + CUT;
    }

    private static boolean isFit(char c) {
        if (c >= ' ' && c <= '~') { // nearly all there are
            return c != '"' && c != '\\';
        }
        return !Character.isISOControl(c) && c != '\u2028' && c != '\u2029';
    }
}
