package notes;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.nostage.testkit.isolation.IsolationSuite;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What the first page's isolation test says of its bad day; without it, it says nothing, as in {@code ../notes}. */
class LeakTest {

    @Test
    void isFoundByTheIsolationTest() throws Exception {
        List<String> said = failures(BadDay.class);

        assertFalse(said.isEmpty(), "nothing was found");
        assertTrue(FirstPage.shows(said.get(0)), "the page does not show: " + said.get(0));
    }

    private static List<String> failures(Class<?> suite) {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(suite))
                .execute();
        assertTrue(results.testEvents().finished().count() > 0, "the suite ran nothing");
        return results.allEvents().failed().stream().map(LeakTest::message).toList();
    }

    private static String message(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .map(thrown -> String.valueOf(thrown.getMessage()))
                .orElse("");
    }

    @MicronautTest(transactional = false)
    @Property(name = "bad-day", value = "true")
    static class BadDay extends IsolationSuite {}
}
