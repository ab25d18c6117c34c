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
                        "LeakyMemoRepository.everybodysTexts(): while another tenant is opened",
                        "LeakyMemoRepository.everybodysTexts(): with another tenant's ids and rows",
                        "LeakyMemoRepository.summary(): while another tenant is opened",
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
                        "GET /board: at once with another tenant",
                        "GET /board: while another tenant is opened",
                        "GET /board: with another tenant's ids",
                        "POST /board: with another tenant's ids",
                        "GET /board/{id}: at once with another tenant",
                        "GET /board/{id}: with another tenant's ids",
                        "GET /board/{id}/exists: with another tenant's ids",
                        "GET /board/texts: with no tenant, and a tenant's ids")
                .hasEntrySatisfying(
                        "GET /board/{id}/exists: with another tenant's ids",
                        message ->
                                assertThat(message).contains("answered 200 yes").contains("and 404 "));
    }

    @Test
    void catchesRoutesThatKeepTheirFirstAnswerOrBelieveWhoAsks() {
        assertThat(failures(LeakyApplications.TrustingRoutes.class))
                .containsOnlyKeys(
                        "GET /memos: at once with another tenant",
                        "GET /memos: with another tenant's ids",
                        "GET /memos/of/{tenant}: with no tenant, and a tenant's ids");
    }

    @Test
    void findsNothingWhereRoutesAnswerWithWhatChangesByItself() {
        assertThat(failures(SubtleRoutes.Sound.class)).isEmpty();
    }

    @Test
    void catchesRoutesThatLeakWithoutTellingASecret() {
        assertThat(failures(SubtleRoutes.Leaks.class))
                .containsOnlyKeys(
                        "DELETE /entries/{id}: with another tenant's ids",
                        "GET /colour: at once with another tenant",
                        "GET /colour: while another tenant is opened",
                        "GET /colour: with another tenant's ids",
                        "GET /entries/{id}/state: with another tenant's ids",
                        "GET /motto: at once with another tenant",
                        "GET /motto: while another tenant is opened",
                        "GET /numbers/{text}: with another tenant's ids",
                        "GET /total: while another tenant is opened",
                        "GET /who: at once with another tenant",
                        "PATCH /colour: with another tenant's ids",
                        "POST /total: with another tenant's ids",
                        "PUT /motto: with another tenant's ids")
                .hasEntrySatisfying(
                        "GET /numbers/{text}: with another tenant's ids",
                        message -> assertThat(message).contains("200 []").contains("Override inputs(String surface)"));
    }

    @Test
    void catchesADeploymentThatBelievesThePassportAlone() {
        assertThat(failures(SubtleRoutes.DeafSound.class))
                .isNotEmpty()
                .allSatisfy((name, message) ->
                        assertThat(name).endsWith(": with another's Tenant-Id beside its own passport"))
                .containsKey("GET /diary/{id}: with another's Tenant-Id beside its own passport");
    }

    @Test
    void catchesASourceThatBelievesAHeader() {
        assertThat(failures(SubtleRoutes.BelievingSound.class))
                .containsOnlyKeys("header X-Shop: with another tenant's id alone");
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
