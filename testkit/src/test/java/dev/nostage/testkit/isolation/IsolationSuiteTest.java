package dev.nostage.testkit.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class IsolationSuiteTest {

    @Test
    void findsNothingWhereRepositoriesAreWalled() {
        assertThat(failures(LeakyApplications.SoundRows.class)).isEmpty();
    }

    @Test
    void catchesQueriesThatGoPastTheWalls() {
        assertThat(failures(LeakyApplications.LeakyRows.class))
                .containsOnlyKeys(
                        "LeakyMemoRepository.everybodysTexts(): with another tenant's ids and rows",
                        "LeakyMemoRepository.howMany(): while another tenant is opened",
                        "LeakyMemoRepository.wipe(UUID): with another tenant's ids and rows");
    }

    @Test
    void findsNothingWhereRoutesKeepTenantsApart() {
        assertThat(failures(LeakyApplications.SoundRoutes.class)).isEmpty();
    }

    @Test
    void catchesRoutesThatShareTheirMemory() {
        assertThat(failures(LeakyApplications.LeakyRoutes.class))
                .containsOnlyKeys(
                        "GET /board: with another tenant's ids",
                        "GET /board/{id}: with another tenant's ids",
                        "GET /board/{id}/exists: with another tenant's ids",
                        "GET /board/texts: with no tenant, and a tenant's ids")
                .hasEntrySatisfying(
                        "GET /board/{id}/exists: with another tenant's ids",
                        message -> assertThat(message).contains("answered 200").contains("404 to what is nobody's"));
    }

    @Test
    void catchesRoutesThatKeepTheirFirstAnswerOrBelieveWhoAsks() {
        assertThat(failures(LeakyApplications.TrustingRoutes.class))
                .containsOnlyKeys(
                        "GET /memos: with another tenant's ids",
                        "GET /memos/of/{tenant}: with no tenant, and a tenant's ids");
    }

    @Test
    void findsNothingWhereCachesAreMarked() {
        assertThat(failures(CachedServices.SoundCaches.class)).isEmpty();
    }

    @Test
    void catchesCachesThatAreNotMarked() {
        assertThat(failures(CachedServices.UnmarkedCaches.class))
                .containsOnlyKeys(
                        "Greetings.greet(String): with a value cached for another tenant",
                        "Greetings.greetLater(String): with a value cached for another tenant");
    }

    @Test
    void catchesAMemoryThatNobodyMarks() {
        assertThat(failures(CachedServices.LeakyCaches.class))
                .containsOnlyKeys("Memory.greet(String): with a value cached for another tenant");
    }

    @Test
    void failsWhereItCouldNotAttackAndSaysWhatToDo() {
        assertThat(failures(LeakyApplications.OddRoutes.class))
                .hasEntrySatisfying(
                        "GET /odd: with another tenant's ids",
                        message -> assertThat(message)
                                .contains("Override inputs(String surface)")
                                .contains("GET /odd"))
                .hasEntrySatisfying(
                        "GET /odd/reasonless: works for nobody",
                        message -> assertThat(message).contains("gives no reason"));
    }

    @Test
    void attacksWithWhatItIsTaught() {
        assertThat(failures(LeakyApplications.TaughtRoutes.class))
                .containsOnlyKeys("GET /odd/reasonless: works for nobody");
    }

    @Test
    void leavesOutOnlyWhatIsProvenElsewhereForAReason() {
        assertThat(failures(LeakyApplications.ExcusedRoutes.class))
                .containsOnlyKeys("GET /odd/reasonless: proven elsewhere");
    }

    @Test
    void refusesAClassThatStartsNoApplication() {
        assertThat(run(Homeless.class).allEvents().failed().stream().map(IsolationSuiteTest::message))
                .singleElement()
                .asString()
                .contains("@MicronautTest(transactional = false) on Homeless");
    }

    @Test
    void writesDownWhatCameOfEveryAttack() throws IOException {
        failures(LeakyApplications.LeakyRoutes.class);

        List<String> report = Files.readAllLines(
                Path.of("target", "isolation", LeakyApplications.LeakyRoutes.class.getName() + ".md"));
        assertThat(report)
                .contains("| surface | attack | outcome |")
                .contains("| GET /board | with no tenant | refused: 400 |")
                .contains("| GET /board/texts | works for nobody | anybody may count |")
                .anyMatch(
                        line -> line.startsWith("| GET /board | with another tenant's ids | **LEAK** GET /board told"));
    }

    static class Homeless extends IsolationSuite {}

    private static Map<String, String> failures(Class<?> suite) {
        EngineExecutionResults results = run(suite);
        assertThat(results.testEvents().finished().count()).isPositive();
        Map<String, String> failures = new TreeMap<>();
        results.testEvents().failed().stream().forEach(event -> failures.put(name(event), message(event)));
        assertThat(results.containerEvents().failed().stream().map(IsolationSuiteTest::message))
                .isEmpty();
        return failures;
    }

    private static EngineExecutionResults run(Class<?> suite) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(suite))
                .execute();
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
