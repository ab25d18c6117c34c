package dev.nostage.testkit.isolation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values for several parameters at once, the likeliest first. */
final class Tuples {

    /** More are not tried: each is a call. */
    private static final int MOST = 32;

    private static final int MOST_OF_EACH = 7;

    private Tuples() {}

    /** @param candidates for each parameter what it could be, the likeliest first; none may be empty */
    static <T extends @Nullable Object> List<List<T>> of(List<? extends List<? extends T>> candidates) {
        List<List<T>> few = new ArrayList<>();
        int largest = 0;
        for (List<? extends T> each : candidates) {
            List<T> kept =
                    new ArrayList<>(each.stream().distinct().limit(MOST_OF_EACH).toList());
            few.add(kept);
            largest += kept.size() - 1;
        }
        List<List<T>> tuples = new ArrayList<>();
        for (int unlikeliness = 0; unlikeliness <= largest && tuples.size() < MOST; unlikeliness++) {
            add(few, unlikeliness, new ArrayList<>(), tuples);
        }
        return tuples;
    }

    private static <T extends @Nullable Object> void add(
            List<List<T>> candidates, int unlikeliness, List<T> begun, List<List<T>> tuples) {
        if (tuples.size() >= MOST) {
            return;
        }
        if (begun.size() == candidates.size()) {
            if (unlikeliness == 0) {
                tuples.add(new ArrayList<>(begun));
            }
            return;
        }
        List<T> next = candidates.get(begun.size());
        for (int i = 0; i < next.size() && i <= unlikeliness; i++) {
            begun.add(next.get(i));
            add(candidates, unlikeliness - i, begun, tuples);
            begun.remove(begun.size() - 1);
        }
    }
}
