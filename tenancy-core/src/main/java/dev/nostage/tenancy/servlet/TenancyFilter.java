package dev.nostage.tenancy.servlet;

import dev.nostage.context.RequestContext;
import dev.nostage.event.WideEvents;
import dev.nostage.problem.ProblemException;
import dev.nostage.tenancy.Admission;
import dev.nostage.tenancy.InFlight;
import dev.nostage.tenancy.TenantRefusedException;
import dev.nostage.tenancy.TenantSource;
import io.micronaut.core.propagation.PropagatedContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Steps 1, 2 and 7 of a request in a servlet container: opens its wide event, lets it in or refuses it, binds its context
 * for whatever comes after, and closes what it opened when the request has ended, also if that is long after.
 *
 * <p>Map it to {@code /*} and to every {@link DispatcherType}, with asynchronous requests supported, and behind whatever
 * authenticates. What it does not see has no tenant, and so is refused where it needs one.
 */
public final class TenancyFilter implements Filter {

    private final Admission admission;
    private final WideEvents events;
    private final NoTenantPaths noTenant;
    private final List<RequestStep> steps;

    public TenancyFilter(Admission admission, WideEvents events) {
        this(admission, events, NoTenantPaths.NONE, List.of());
    }

    private TenancyFilter(Admission admission, WideEvents events, NoTenantPaths noTenant, List<RequestStep> steps) {
        this.admission = admission;
        this.events = events;
        this.noTenant = noTenant;
        this.steps = steps;
    }

    /** The headers by which it tells whose a request is, as {@link TenantSource#headers} of all sources. */
    public Set<String> headers() {
        return admission.headers();
    }

    /** Another filter, which takes this step too, after those that it takes already. */
    public TenancyFilter then(RequestStep step) {
        List<RequestStep> more = new ArrayList<>(steps);
        more.add(step);
        return new TenancyFilter(admission, events, noTenant, List.copyOf(more));
    }

    /**
     * Another filter, to which this path works for nobody too: it is served without a tenant, and has none even if the
     * caller sends one.
     *
     * <p>Only a request that writes the path just so is let through. One that encodes, repeats or adds anything to it
     * ({@code //health}, {@code /health;a=b}, {@code /orders/../health}) needs a tenant.
     *
     * @param path below the context path, such as {@code /health}; or {@code /public/*} for whatever lies below it
     * @param because why nobody's request may pass, for whoever reviews it
     * @throws IllegalArgumentException if the path is none, holds what would have to be encoded, or is all there is
     */
    public TenancyFilter noTenant(String path, String because) {
        return new TenancyFilter(admission, events, noTenant.and(path, because), steps);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            throw new ServletException("Only a request of HTTP can say whom it is for");
        }
        Visit visit = Visit.of(http);
        if (visit != null && visit.isBoundHere()) {
            chain.doFilter(request, response); // forwarded, included, or this filter is registered twice
        } else if (visit == null || http.getDispatcherType() == DispatcherType.REQUEST) {
            Visit first = Visit.begin(http, events);
            run(first, () -> admitted(http, first.context()), http, answer, chain);
        } else if (visit.hasEnded()) {
            Visit again = visit.again(http);
            run(again, () -> readmitted(visit.context(), again.context()), http, answer, chain);
        } else {
            pass(visit, visit::context, http, answer, chain);
        }
    }

    /** Nobody's error page is what a request gets that came no further than to a filter before this one. */
    private RequestContext admitted(HttpServletRequest request, RequestContext nobody) {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return nobody;
        }
        RequestContext admitted =
                noTenant.hold(request) ? nobody : admission.admit(new ReceivedRequest(request), nobody);
        try {
            for (RequestStep step : steps) {
                admitted = step.take(request, admitted);
            }
            return admitted;
        } catch (RuntimeException | Error refusal) {
            leave(admitted);
            throw refusal;
        }
    }

    /** Who was let in, and then refused, is in flight no more: of them the visit never knew. */
    private static void leave(RequestContext admitted) {
        InFlight.Entry entry = admitted.get(InFlight.KEY);
        if (entry != null) {
            entry.close();
        }
    }

    /** A request comes back after its end only to be told of an error; its tenant may have gone meanwhile. */
    private RequestContext readmitted(RequestContext ended, RequestContext nobody) {
        try {
            return admission.readmit(ended);
        } catch (TenantRefusedException e) {
            return nobody;
        }
    }

    private static void run(
            Visit visit,
            Supplier<RequestContext> context,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        try {
            pass(visit, context, request, response, chain);
        } finally {
            visit.leave(request, response);
        }
    }

    @SuppressWarnings("try") // the scope is closed, never read
    private static void pass(
            Visit visit,
            Supplier<RequestContext> context,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        ProblemAnswer answer = ProblemAnswer.on(response);
        try {
            RequestContext bound = visit.bind(context.get());
            try (PropagatedContext.Scope scope =
                    bound.boundTo(PropagatedContext.getOrEmpty()).propagate()) {
                chain.doFilter(CarryingRequest.of(request), response);
            } finally {
                visit.noteRoute(request);
            }
        } catch (IOException | ServletException | RuntimeException | Error thrown) {
            if (visit.failed(thrown) instanceof ProblemException refusal
                    && !response.isCommitted()
                    && !request.isAsyncStarted()) {
                answer.write(refusal.problem());
            } else {
                visit.leaveToTheContainer(request, response);
                throw thrown;
            }
        }
    }
}
