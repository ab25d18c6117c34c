package dev.nostage.testkit.isolation;

import static dev.nostage.testkit.isolation.SuiteRun.failures;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

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
        assertThat(SuiteRun.messages(Homeless.class))
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
}
