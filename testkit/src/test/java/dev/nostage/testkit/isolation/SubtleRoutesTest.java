package dev.nostage.testkit.isolation;

import static dev.nostage.testkit.isolation.SuiteRun.failures;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubtleRoutesTest {

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
}
