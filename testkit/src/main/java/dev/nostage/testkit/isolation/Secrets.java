package dev.nostage.testkit.isolation;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values by which one knows what is the attacked tenant's: long enough to be nobody else's by chance. */
final class Secrets {

    /** The least length, in characters: shorter ones, such as small numbers, stand anywhere. */
    private static final int LEAST = 6;

    private final Set<String> values = new LinkedHashSet<>();

    void add(@Nullable Object value) {
        String text = String.valueOf(value);
        if (value != null && text.length() >= LEAST) {
            values.add(text);
        }
    }

    void removeAll(Set<String> everybodys) {
        values.removeAll(everybodys);
    }

    /** Whether an answer has anything of the tenant's in it that was not asked with. */
    boolean isIn(String answer, String asked) {
        return values.stream().anyMatch(value -> answer.contains(value) && !asked.contains(value));
    }

    /**
     * Passes if there is nothing of the tenant's in what was answered.
     *
     * @param asked what the attacker said himself, which is no news to him
     * @throws LeakError if there is
     */
    void demandNoneIn(String answer, String asked, String by) {
        for (String secret : values) {
            if (answer.contains(secret) && !asked.contains(secret)) {
                throw new LeakError(by + " told another tenant \"" + secret + "\": " + shortened(answer));
            }
        }
    }

    static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }
}
