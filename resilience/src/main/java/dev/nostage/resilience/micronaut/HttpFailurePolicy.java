package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Deadline;
import dev.nostage.resilience.FailurePolicy;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Secondary;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.http.client.exceptions.ReadTimeoutException;
import io.micronaut.http.client.exceptions.ResponseClosedException;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the HTTP client throws and returns, beside what fails in any case: a 5xx is a failure, any other response an answer. */
@Singleton
@Secondary
@Requires(classes = HttpClientResponseException.class)
final class HttpFailurePolicy implements FailurePolicy {

    private static final Duration HASTE = Duration.ofSeconds(1);

    private final FailurePolicy others = FailurePolicy.standard();

    @Override
    public Verdict judge(Throwable error) {
        return FailurePolicy.byCause(error, HttpFailurePolicy::judgeCause).orElseGet(() -> others.judge(error));
    }

    private static @Nullable Verdict judgeCause(Throwable cause) {
        if (cause instanceof HttpClientResponseException response) {
            return judge(response.code());
        }
        return cause instanceof ReadTimeoutException || cause instanceof ResponseClosedException
                ? Verdict.FAILED
                : null;
    }

    @Override
    public Verdict judgeAnswer(@Nullable Object answer) {
        return answer instanceof HttpResponse<?> response ? judge(response.code()) : Verdict.ANSWERED;
    }

    private static Verdict judge(int status) {
        // Whom we have left no time says so too, and is not out of order: it came when ours was nearly over.
        if (status == HttpStatus.GATEWAY_TIMEOUT.getCode()
                && Deadline.current()
                        .filter(deadline -> deadline.remaining().compareTo(HASTE) < 0)
                        .isPresent()) {
            return Verdict.UNKNOWN;
        }
        return status >= HttpStatus.INTERNAL_SERVER_ERROR.getCode() ? Verdict.FAILED : Verdict.ANSWERED;
    }
}
