package dev.nostage.timemachine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Launches as they are at one moment.
 *
 * @param launches sorted by start, however they are handed in
 */
public record LaunchCalendar(Instant now, List<Launch> launches) {

    public LaunchCalendar {
        launches = launches.stream()
                .sorted(Comparator.comparing(Launch::from).thenComparing(Launch::name))
                .toList();
    }

    /** Where a moment lies, as a launch sees it. */
    public enum State {
        /** Before its start. */
        COMING,
        /** Between its start and its end. */
        LIVE,
        /** After its end. */
        OVER;

        /** As it stands in answers. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A moment at which something changes.
     *
     * @param starts the names of what goes live then
     * @param ends the names of what ends then
     */
    public record Change(Instant at, List<String> starts, List<String> ends) {

        public Change {
            starts = List.copyOf(starts);
            ends = List.copyOf(ends);
        }
    }

    public State stateOf(Launch launch) {
        if (launch.isLiveAt(now)) {
            return State.LIVE;
        }
        return now.isBefore(launch.from()) ? State.COMING : State.OVER;
    }

    /** What changes next; nothing if all has begun and what ends has ended. */
    public Optional<Change> next() {
        return launches.stream()
                .flatMap(launch -> Stream.of(launch.from(), launch.until()))
                .filter(Objects::nonNull)
                .filter(at -> at.isAfter(now))
                .min(Comparator.naturalOrder())
                .map(at -> new Change(
                        at,
                        names(launches.stream().filter(launch -> at.equals(launch.from()))),
                        names(launches.stream().filter(launch -> at.equals(launch.until())))));
    }

    private static List<String> names(Stream<Launch> launches) {
        return launches.map(Launch::name).toList();
    }
}
