package dev.nostage.partitioning.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of the catalogue of attacks. */
record Attack(int id, String group, String sentence, String safe) {

    private static final Pattern LINE = Pattern.compile("(\\d+)\\. (.*) → \\*\\*([-a-z]+)\\*\\*");

    static List<Attack> all() {
        List<Attack> attacks = new ArrayList<>();
        String group = "";
        for (String line : Statements.text("attacks.md").lines().toList()) {
            Matcher attack = LINE.matcher(line);
            if (line.startsWith("## ")) {
                group = line.substring(3).replaceAll(" \\(.*", "");
            } else if (attack.matches()) {
                attacks.add(new Attack(Integer.parseInt(attack.group(1)), group, attack.group(2), attack.group(3)));
            }
        }
        return attacks;
    }

    boolean mustBeRefused() {
        return safe.equals("refused");
    }

    @Override
    public String toString() {
        return id + " " + sentence;
    }
}
