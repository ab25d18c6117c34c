package dev.nostage.timemachine;

import dev.nostage.problem.Problem;
import java.util.Collection;
import java.util.TreeSet;

/** A journey that this request may not make, or what it may not do on its journey: write, or ask another for the time. */
public final class TravelRefusedException extends TimeTravelException {

    TravelRefusedException(String because) {
        super(new Problem("travel-refused", 403, "Travel refused", because), because);
    }

    /**
     * What asking another clock on a journey is answered with.
     *
     * @param where who was asked, such as {@code SQL}
     * @param words how, such as {@code current_timestamp}
     */
    public static TravelRefusedException ofOtherClock(String where, Collection<String> words) {
        return new TravelRefusedException(
                where + " was asked for the time by " + String.join(", ", new TreeSet<>(words))
                        + ", and would not have told the one that this request travels to: bind the time of the injected Clock as"
                        + " a parameter instead.");
    }
}
