package dev.nostage.tenancy.micronaut;

import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEvents;
import dev.nostage.problem.Problem;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
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
            if (seen != null) {
                seen.answerInstead(response.code(), context.getRootCause().orElse(null));
            }
            return others.processResponse(context, response);
        };
    }

    private MutableHttpResponse<byte[]> answer(ErrorContext context, MutableHttpResponse<?> response) {
        // To Netty a head that is too long is an entity that is too large (413), which says the wrong thing.
        int status = response.code() == HttpStatus.REQUEST_ENTITY_TOO_LARGE.getCode()
                ? HttpStatus.BAD_REQUEST.getCode()
                : response.code();
        Problem problem = new Problem(
                "request-malformed",
                status,
                "Malformed request",
                "The head of this request is too long, or holds what no head may hold.");
        WideEvent event = events.get().open();
        event.note("method", context.getRequest().getMethodName())
                .note("status", status)
                .note("problem", problem.name())
                .note("because", response.reason());
        events.get().close(event);
        return ProblemHandler.response(problem);
    }
}
