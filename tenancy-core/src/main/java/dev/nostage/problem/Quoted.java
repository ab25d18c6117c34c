package dev.nostage.problem;

import org.jspecify.annotations.Nullable;

/** Text that came from outside, made fit for a message: short, printable ASCII, in quotes. */
public final class Quoted {

    private static final int LONGEST = 40;

    private Quoted() {}

    public static String quoted(@Nullable String text) {
        return quoted(text, LONGEST);
    }

    /** @param longest so many characters of it are shown */
    public static String quoted(@Nullable String text, int longest) {
        if (text == null) {
            return "nothing";
        }
        StringBuilder out = new StringBuilder("\"");
        text.chars().limit(longest).forEach(c -> {
            if (c < 0x20 || c > 0x7e || c == '"' || c == '\\') {
                out.append(String.format("\\u%04x", c));
            } else {
                out.append((char) c);
            }
        });
        out.append('"');
        int more = text.length() - longest;
        if (more > 0) {
            out.append(" and ").append(more).append(more == 1 ? " more character" : " more characters");
        }
        return out.toString();
    }
}
