package dev.nostage.tenancy.micronaut;

import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEvents;
import dev.nostage.problem.Problem;
import dev.nostage.problem.ProblemException;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.DuplicateRouteException;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Answers that no filter sees. Of requests whose head the server refuses to read, for its size or for its characters, the
 * problem and the event come from here. Where the server cannot write an answer, it writes an error that the event must know.
 */
@Singleton
@Requires(classes = ErrorResponseProcessor.class) // a listener is made at start, also where there is no server
@SuppressWarnings("rawtypes") // the server asks for a processor of whatever body
final class UnfilteredAnswers implements BeanCreatedEventListener<ErrorResponseProcessor> {

    /** Bad request, entity (to Netty, a head too) too large, address too long, header fields too large. */
    private static final Set<Integer> BAD_HEAD = Set.of(400, 413, 414, 431);

    private final BeanProvider<WideEvents> events;

    UnfilteredAnswers(BeanProvider<WideEvents> events) {
        this.events = events;
    }

    @Override
    @SuppressWarnings("unchecked")
    public ErrorResponseProcessor onCreated(BeanCreatedEvent<ErrorResponseProcessor> event) {
        ErrorResponseProcessor others = event.getBean();
        return (context, response) -> {
            Exchange seen = Exchange.of(context.getRequest());
            if (seen == null && BAD_HEAD.contains(response.code())) {
                return answer(context, response);
            }
            Throwable because = context.getRootCause().orElse(null);
            // Of an error handler that was refused: the server would tell what only the operator is told.
            MutableHttpResponse<?> refused =
                    because instanceof ProblemException refusal ? ProblemHandler.response(refusal.problem()) : null;
            if (seen != null) {
                seen.answerInstead(refused == null ? response.code() : refused.code(), because);
            }
            return refused != null ? refused : others.processResponse(context, response);
        };
    }

    private MutableHttpResponse<byte[]> answer(ErrorContext context, MutableHttpResponse<?> response) {
        // To Netty a head that is too long is an entity that is too large (413), which says the wrong thing.
        int status = response.code() == HttpStatus.REQUEST_ENTITY_TOO_LARGE.getCode()
                ? HttpStatus.BAD_REQUEST.getCode()
                : response.code();
        DuplicateRouteException several =
                context.getRootCause().orElse(null) instanceof DuplicateRouteException duplicate ? duplicate : null;
        Problem problem = new Problem(
                "request-malformed",
                status,
                "Malformed request",
                several == null
                        ? "The head of this request is too long, or holds what no head may hold."
                        : "Several routes of this service answer this request alike, and none is chosen.");
        WideEvent event = events.get().open();
        event.note("method", context.getRequest().getMethodName())
                .note("status", status)
                .note("problem", problem.name())
                .note("because", several == null ? response.reason() : templates(several));
        events.get().close(event);
        return ProblemHandler.response(problem);
    }

    /** What the operator must know, and none of the request. */
    private static String templates(DuplicateRouteException several) {
        return several.getUriRoutes().stream()
                .map(route -> route.getRouteInfo().getUriMatchTemplate().toPathString())
                .toList()
                .toString();
    }
}
