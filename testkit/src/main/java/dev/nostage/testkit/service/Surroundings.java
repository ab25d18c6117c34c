package dev.nostage.testkit.service;

import static dev.nostage.problem.Quoted.quoted;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;

/** What stands around the application under one class of tests: its downstreams, played, and a network that ends here. */
final class Surroundings implements AutoCloseable {

    /** Says in the application's configuration whose surroundings are its own. */
    static final String KEY = "nostage-test.class";

    private static final Map<String, Surroundings> STANDING = new ConcurrentHashMap<>();

    private final Class<?> test;
    private final Map<String, String> urls;
    private final Set<String> unmocked;
    private final Downstreams downstreams = new Downstreams();
    private final NetworkGuard network;

    private Surroundings(Class<?> test, NostageTest wanted) {
        this.test = test;
        this.urls = urls(wanted);
        this.unmocked = Set.of(wanted.unmocked());
        this.network = NetworkGuard.begin(Set.of(wanted.mayReach()));
    }

    /** The same for each who asks, whoever is first: the test's extension or the application's configuration. */
    static Surroundings of(Class<?> test) {
        return STANDING.computeIfAbsent(
                test.getName(),
                name -> new Surroundings(
                        test,
                        AnnotationSupport.findAnnotation(test, NostageTest.class)
                                .orElseThrow()));
    }

    /** Null if none stand around this class itself. */
    static @Nullable Surroundings find(Class<?> test) {
        return STANDING.get(test.getName());
    }

    /** @param name the value of {@link #KEY} */
    static Surroundings of(String name) {
        Surroundings standing = STANDING.get(name);
        if (standing == null) {
            throw new IllegalStateException(
                    "No test " + quoted(name) + " runs: " + KEY + " is set by @NostageTest alone");
        }
        return standing;
    }

    private static Map<String, String> urls(NostageTest wanted) {
        Map<String, String> urls = new LinkedHashMap<>();
        for (String url : wanted.urls()) {
            int equals = url.indexOf('=');
            if (equals < 1 || equals == url.length() - 1) {
                throw new IllegalArgumentException("urls of @NostageTest are written downstream=property, such as"
                        + " \"ledger=ledger.url\", and one was " + quoted(url));
            }
            urls.put(url.substring(0, equals), url.substring(equals + 1));
        }
        return urls;
    }

    Downstreams downstreams() {
        return downstreams;
    }

    /** Downstreams that learn their URL by a property. */
    Set<String> configured() {
        return urls.keySet();
    }

    Set<String> unmocked() {
        return unmocked;
    }

    /** What the application is told before it starts. */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        urls.forEach((name, property) ->
                properties.put(property, downstreams.play(name).url()));
        properties.put(KEY, test.getName());
        return properties;
    }

    void begin() {
        downstreams.reset();
    }

    /** @throws AssertionError naming each request without an answer, and whatever tried to leave this machine, once */
    void demandNothingWentWrong() {
        List<String> wrong = new ArrayList<>(downstreams.unanswered());
        List<Exception> refusals = network.refusals();
        refusals.stream().map(Exception::getMessage).distinct().forEach(wrong::add);
        if (!wrong.isEmpty()) {
            AssertionError error = new AssertionError(String.join(System.lineSeparator(), wrong));
            refusals.forEach(error::addSuppressed);
            throw error;
        }
    }

    @Override
    public void close() {
        STANDING.remove(test.getName());
        network.close();
        downstreams.close();
    }
}
