package dev.nostage.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProblemTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void saysTypeTitleStatusAndDetail() throws Exception {
        Problem problem = new Problem("tenant-refused", 403, "Tenant refused", "Not you.");

        assertThat(json.readTree(problem.toJson())).isEqualTo(json.readTree("""
                {
                  "type": "urn:nostage:problem:tenant-refused",
                  "title": "Tenant refused",
                  "status": 403,
                  "detail": "Not you."
                }"""));
    }

    @Test
    void leavesOutTheDetailThatItDoesNotHave() throws Exception {
        Problem problem = new Problem("x", 400, "X", null);

        assertThat(json.readTree(problem.toJson()).has("detail")).isFalse();
    }

    @Test
    void keepsJsonWholeWhateverTheDetailHolds() throws Exception {
        String hostile = "\"},{\"a\\b\n\r\t\u0000\u001f</script>\u2028é\ud83d\ude00";
        byte[] body = new Problem("x", 400, "X", hostile).toJson();

        assertThat(json.readTree(body).get("detail").textValue()).isEqualTo(hostile);
        assertThat(new String(body, StandardCharsets.UTF_8).chars()).allMatch(c -> c >= 0x20);
    }

    @ParameterizedTest(name = "{0} is told as {1} s")
    @CsvSource({
        "PT1S, 1",
        "PT1.001S, 2",
        "PT1.000000001S, 2",
        "PT0.5S, 1",
        "PT0S, 1",
        "PT-5S, 1",
        "PT2M, 120",
        "PT2562047788015215H, 9223372036854774000"
    })
    void roundsTheWaitUpToWholeSeconds(Duration wait, String told) {
        assertThat(new Problem("x", 503, "X", null, wait).retryAfterSeconds()).hasValue(told);
    }

    @Test
    void saysNothingOfAWaitThatItDoesNotKnow() {
        assertThat(new Problem("x", 503, "X", null).retryAfterSeconds()).isEmpty();
    }
}
