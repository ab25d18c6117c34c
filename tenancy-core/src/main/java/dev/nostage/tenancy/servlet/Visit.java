package dev.nostage.tenancy.servlet;

import dev.nostage.context.RequestContext;
import dev.nostage.event.Outcome;
import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEvents;
import dev.nostage.tenancy.InFlight;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request's stay: what it is bound to however often the container hands it over, and the end of it, which comes once.
 * An attribute keeps it, which nobody outside can set.
 */
final class Visit implements AsyncListener {

    private static final String ATTRIBUTE = Visit.class.getName();

    /** Where Spring MVC keeps the template of the route that it chose. The servlet API knows of no templates. */
    private static final String SPRINGS_ROUTE = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

    private final WideEvents events;
    private final WideEvent event;
    private final AtomicBoolean awaited = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile RequestContext context;
    private volatile boolean leftToTheContainer;
    private volatile Outcome outcome = Outcome.ANSWERED;

    private Visit(WideEvents events, WideEvent event) {
        this.events = events;
        this.event = event;
        this.context =
                RequestContext.empty().with(WideEvent.KEY, event); // whatever the thread has, it is not this one's
    }

    static Visit begin(HttpServletRequest request, WideEvents events) {
        Visit visit = new Visit(events, events.open().note("method", request.getMethod())).keptIn(request);
        visit.noteServlet(request.getHttpServletMapping());
        return visit;
    }

    /** The same request, which comes back after its end. Its event is written, and is not written again. */
    Visit again(HttpServletRequest request) {
        return new Visit(events, event).keptIn(request);
    }

    private Visit keptIn(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
        return this;
    }

    static @Nullable Visit of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Visit visit ? visit : null;
    }

    /** What the request is bound to; nobody, until it is let in. */
    RequestContext context() {
        return context;
    }

    RequestContext bind(RequestContext changed) {
        context = changed;
        return changed;
    }

    /** Whether the code that runs here runs for this request. */
    boolean isBoundHere() {
        return RequestContext.current().get(WideEvent.KEY) == event;
    }

    /** What is bound here if it is this request's, and otherwise what this request is bound to. */
    RequestContext here() {
        return isBoundHere() ? RequestContext.current() : context;
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** Notes the pattern by which the container chose the servlet, unless it took it for want of another. */
    private void noteServlet(HttpServletMapping mapping) {
        if (mapping.getMappingMatch() != MappingMatch.DEFAULT) {
            event.note("route", mapping.getPattern().isEmpty() ? "/" : mapping.getPattern());
        }
    }

    /** Notes the route that a framework chose behind the servlet, once it has. */
    void noteRoute(HttpServletRequest request) {
        if (request.getAttribute(SPRINGS_ROUTE) instanceof String route) {
            event.note("route", route);
        }
    }

    /** Notes a failure, and answers what is behind it: containers and frameworks wrap what code throws. */
    Throwable failed(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof ServletException wrapper && wrapper.getCause() != null) {
            cause = wrapper.getCause();
        }
        event.failed(cause);
        return cause;
    }

    /**
     * What was thrown is the container's to answer, and it will not say how before the end. Where the answer has begun, and
     * nobody else goes on with it, this is the end: after an asynchronous dispatch that throws then, Jetty announces none.
     */
    void leaveToTheContainer(HttpServletRequest request, HttpServletResponse response) {
        leftToTheContainer = true;
        if (response.isCommitted()) {
            outcome = Outcome.BROKEN;
            if (!request.isAsyncStarted()) {
                end(response.getStatus());
            }
        }
    }

    /** The end, unless the request has become asynchronous: then its listener sees the end. */
    void leave(HttpServletRequest request, HttpServletResponse response) {
        if (request.isAsyncStarted()) {
            await(request.getAsyncContext());
        }
        if (!awaited.get()) {
            boolean unanswered = leftToTheContainer && !response.isCommitted();
            end(unanswered ? HttpServletResponse.SC_INTERNAL_SERVER_ERROR : response.getStatus());
        }
    }

    void await(AsyncContext async) {
        if (awaited.compareAndSet(false, true)) {
            async.addListener(this, async.getRequest(), async.getResponse());
        }
    }

    @Override
    public void onStartAsync(AsyncEvent again) {
        AsyncContext async = again.getAsyncContext();
        async.addListener(this, async.getRequest(), async.getResponse());
    }

    /** Not the end: the application may still answer. */
    @Override
    public void onTimeout(AsyncEvent timeout) {
        event.failed(new TimeoutException());
    }

    /**
     * Not the end, for the container or an error page answers first. Only of what is thrown by the code that had just made
     * the request asynchronous does Tomcat never announce the completion.
     */
    @Override
    public void onError(AsyncEvent error) {
        Throwable thrown = error.getThrowable();
        if (thrown != null) {
            failed(thrown);
        }
        if (error.getSuppliedResponse() != null && error.getSuppliedResponse().isCommitted()) {
            outcome = Outcome.BROKEN;
        }
        if (leftToTheContainer) {
            end(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }

    @Override
    public void onComplete(AsyncEvent end) {
        ServletResponse response = end.getSuppliedResponse();
        end(response instanceof HttpServletResponse answered ? answered.getStatus() : 0);
    }

    private void end(int status) {
        if (ended.compareAndSet(false, true)) {
            InFlight.Entry entry = context.get(InFlight.KEY);
            if (entry != null) {
                entry.close();
            }
            event.note("status", status);
            events.close(event, outcome);
        }
    }
}
