package dev.nostage.testkit.service;

import static dev.nostage.problem.Quoted.quoted;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The downstreams of the application under test, each played by a mock server of its own. */
public final class Downstreams {

    private final ConcurrentMap<String, MockDownstream> played = new ConcurrentHashMap<>();
    private volatile @Nullable Set<String> declared;

    Downstreams() {}

    /**
     * The one that plays a downstream, the same for each who asks.
     *
     * @throws IllegalArgumentException if the application has no such downstream
     */
    public MockDownstream get(String name) {
        Set<String> known = declared;
        if (known != null && !known.contains(name)) {
            throw new IllegalArgumentException(
                    "The application has no downstream " + quoted(name) + " that is mocked: there are " + known);
        }
        return play(name);
    }

    /** What is declared is known once the application has started. */
    void declare(Set<String> names) {
        declared = new TreeSet<>(names);
    }

    MockDownstream play(String name) {
        return played.computeIfAbsent(name, MockDownstream::of);
    }

    /** Tells of what no stub has answered, once. */
    List<String> unanswered() {
        return played.values().stream()
                .flatMap(downstream -> downstream.unanswered().stream())
                .toList();
    }

    void reset() {
        played.values().forEach(MockDownstream::reset);
    }

    void close() {
        played.values().forEach(MockDownstream::close);
    }
}
