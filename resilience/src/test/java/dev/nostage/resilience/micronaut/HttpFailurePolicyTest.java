package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.resilience.Deadline;
import dev.nostage.resilience.FailurePolicy.Verdict;
import dev.nostage.resilience.FakeTicker;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpFailurePolicyTest {

    private final HttpFailurePolicy policy = new HttpFailurePolicy();
    private final FakeTicker ticker = new FakeTicker();

    @ParameterizedTest
    @CsvSource({
        "504, 500,   0,    UNKNOWN",
        "504, 1001,  1000, UNKNOWN",
        "504, 30000, 0,    FAILED",
        "503, 500,   0,    FAILED",
        "404, 500,   0,    ANSWERED"
    })
    void aHopThatWasLeftNoTimeOpensNoBreaker(int status, int given, int spent, Verdict verdict) {
        Deadline.askedFor(Duration.ofMillis(given), ticker).run(() -> {
            ticker.advance(Duration.ofMillis(spent));
            HttpResponse<String> answer = HttpResponse.status(status, "said by the hop");

            assertThat(policy.judge(new HttpClientResponseException("late", answer)))
                    .isEqualTo(verdict);
            assertThat(policy.judgeAnswer(answer)).isEqualTo(verdict);
        });
    }
}
