package dev.nostage.testkit.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What a suite says of an application, which it attacks once however many tests ask. */
final class SuiteRun {

    private static final Map<Class<?>, EngineExecutionResults> RUNS = new ConcurrentHashMap<>();

    private SuiteRun() {}

    /** The messages of the attacks that came through, by what was attacked and how. */
    static Map<String, String> failures(Class<?> suite) {
        EngineExecutionResults results = run(suite);
        assertThat(results.testEvents().finished().count()).isPositive();
        Map<String, String> failures = new TreeMap<>();
        results.testEvents().failed().stream().forEach(event -> failures.put(name(event), message(event)));
        assertThat(results.containerEvents().failed().stream().map(SuiteRun::message))
                .isEmpty();
        return failures;
    }

    /** What failed, of a suite that may not even have begun. */
    static Stream<String> messages(Class<?> suite) {
        return run(suite).allEvents().failed().stream().map(SuiteRun::message);
    }

    private static EngineExecutionResults run(Class<?> suite) {
        return RUNS.computeIfAbsent(
                suite,
                any -> EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(any))
                        .execute());
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getParent().orElseThrow().getDisplayName() + ": "
                + event.getTestDescriptor().getDisplayName();
    }

    private static String message(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .map(thrown -> String.valueOf(thrown.getMessage()))
                .orElse("");
    }
}
