package dev.nostage.timemachine.micronaut;

import dev.nostage.timemachine.Launch;
import io.micronaut.context.exceptions.ConfigurationException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is live in the place of another while its launch is.
 *
 * @param place of what kind is up to whoever compares them, as the predecessor's is
 */
record Successor<P>(P place, P predecessor, Launch launch) {

    /** @throws ConfigurationException if two succeed the same at one time, with the names of both */
    static <P> void demandOneAtATime(Collection<Successor<P>> all) {
        all.stream()
                .collect(Collectors.groupingBy(Successor::predecessor, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(Successor::demandNoneWithAnother);
    }

    /**
     * A line of successors that is followed from one to what it succeeds, and comes back.
     *
     * @param seen in the order in which they succeed one another
     * @param again the one of them that was met twice
     */
    static <P> ConfigurationException inCircle(LinkedHashSet<P> seen, P again) {
        String circle = seen.stream()
                .dropWhile(place -> !place.equals(again))
                .skip(1)
                .map(place -> place + ", which succeeds ")
                .collect(Collectors.joining());
        return new ConfigurationException(
                again + " succeeds " + circle + again + ": take the predecessor of one of them away");
    }

    private static <P> void demandNoneWithAnother(List<Successor<P>> each) {
        for (int i = 0; i < each.size(); i++) {
            for (Successor<P> later : each.subList(i + 1, each.size())) {
                each.get(i).demandNotWith(later);
            }
        }
    }

    private void demandNotWith(Successor<P> other) {
        if (launch.overlaps(other.launch)) {
            throw new ConfigurationException(this + " and " + other + " both succeed " + predecessor
                    + ", and there is a time at which both are live:"
                    + " end one before the other begins, or let the later succeed the earlier");
        }
    }

    @Override
    public String toString() {
        return place + " (launch \"" + launch.name() + "\")";
    }
}
