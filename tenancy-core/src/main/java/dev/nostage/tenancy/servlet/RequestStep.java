package dev.nostage.tenancy.servlet;

import dev.nostage.context.RequestContext;
import dev.nostage.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;

/** What else is decided of a request, once, when it has been let in and before any code of it runs. */
@FunctionalInterface
public interface RequestStep {

    /**
     * The context of the request from here on, on whatever thread and in whatever dispatch.
     *
     * @throws ProblemException if the request must not run
     */
    RequestContext take(HttpServletRequest request, RequestContext admitted);
}
