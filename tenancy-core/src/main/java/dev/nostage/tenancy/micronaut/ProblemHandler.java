package dev.nostage.tenancy.micronaut;

import dev.nostage.problem.Problem;
import dev.nostage.problem.ProblemException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every refusal with its problem; what is a fault of this service's own is also logged, since no answer tells it. */
@Singleton
final class ProblemHandler implements ExceptionHandler<ProblemException, HttpResponse<?>> {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public HttpResponse<?> handle(HttpRequest request, ProblemException refusal) {
        if (refusal.problem().status() == HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
            LOG.error("{}", refusal.problem().name(), refusal);
        }
        return response(refusal.problem());
    }

    static MutableHttpResponse<byte[]> response(Problem problem) {
        // Bytes, not a map: what writes a map differs between servers, and one of them writes nothing.
        MutableHttpResponse<byte[]> response = HttpResponse.<byte[]>status(problem.status(), problem.title())
                .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store") // the next to ask may be answered otherwise
                .body(problem.toJson());
        problem.retryAfterSeconds().ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response;
    }
}
