package dev.nostage.testkit.contract;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What a contract says of an implementation that breaks it. */
final class Verdicts {

    private Verdicts() {}

    /** The messages of the tests that failed, by their names. */
    static Map<String, String> of(Class<?> contract) {
        Map<String, String> failed = new TreeMap<>();
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(contract)).execute().testEvents().failed().stream()
                .forEach(event ->
                        failed.put(event.getTestDescriptor().getDisplayName().replace("()", ""), message(event)));
        return failed;
    }

    private static String message(Event failure) {
        return failure.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .map(Throwable::toString)
                .orElse("");
    }
}
