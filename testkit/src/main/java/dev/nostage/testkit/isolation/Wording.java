package dev.nostage.testkit.isolation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says, its status and the words of its body, so that two of them can be compared.
 *
 * @param words null for one that changes by itself, such as a time; null at all if their number does
 */
record Wording(@Nullable List<@Nullable String> words) {

    static final Wording ANYTHING = new Wording(null);

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}_.:+-]+");
    private static final String LETTER = "[\\p{L}\\p{N}]";
    private static final String MASK = "_";

    static Wording of(Reply reply) {
        return of(reply, List.of());
    }

    /** @param masked what the caller said himself, which may stand there or not */
    static Wording of(Reply reply, Collection<String> masked) {
        String body = reply.body();
        for (String said : masked) {
            body = body.replaceAll("(?<!" + LETTER + ")" + Pattern.quote(said) + "(?!" + LETTER + ")", MASK);
        }
        List<@Nullable String> words = new ArrayList<>();
        words.add(String.valueOf(reply.status()));
        words.addAll(List.of(BETWEEN_WORDS.split(body, -1)));
        return new Wording(words);
    }

    /** What both say; they answer the same question. */
    Wording agreedWith(Wording other) {
        if (words == null || other.words == null || words.size() != other.words.size()) {
            return ANYTHING;
        }
        List<@Nullable String> agreed = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            agreed.add(word != null && word.equals(other.words.get(i)) ? word : null);
        }
        return new Wording(agreed);
    }

    /** Whether they are alike, but for what changes by itself. */
    boolean isLike(Wording other) {
        if (words == null || other.words == null) {
            return true;
        }
        if (words.size() != other.words.size()) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String others = other.words.get(i);
            if (word != null && others != null && !word.equals(others)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return words == null
                ? "something else each time"
                : Secrets.shortened(String.join(
                        " ",
                        words.stream().map(word -> word == null ? "…" : word).toList()));
    }
}
