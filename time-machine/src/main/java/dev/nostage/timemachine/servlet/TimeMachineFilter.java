package dev.nostage.timemachine.servlet;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.servlet.TenancyFilter;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.Departure;
import dev.nostage.timemachine.TimeMachineHeader;
import dev.nostage.timemachine.Vary;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;

/**
 * A {@link TenancyFilter} that obeys the {@code Time-Machine} header too, or refuses it, and marks the answer with the time for
 * which it was made. Register it in the place of the other, and just so.
 */
public final class TimeMachineFilter implements Filter {

    private static final String AS_OF = AsOf.class.getName();
    private static final String ANSWER = MarkedAnswer.class.getName();

    private final TenancyFilter tenancy;
    private final Departure departure;
    private final String decidedBy;

    public TimeMachineFilter(TenancyFilter tenancy, Departure departure) {
        this.tenancy = tenancy.then(this::depart);
        this.departure = departure;
        this.decidedBy = Vary.of(tenancy.headers());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(response instanceof HttpServletResponse answer)) {
            throw new ServletException("Only an answer of HTTP can say when it is true");
        }
        MarkedAnswer marked = new MarkedAnswer(answer, decidedBy, () -> (AsOf) request.getAttribute(AS_OF));
        marked.mark();
        request.setAttribute(ANSWER, marked);
        tenancy.doFilter(request, marked, chain);
    }

    private RequestContext depart(HttpServletRequest request, RequestContext admitted) {
        RequestContext departed =
                departure.depart(sent(request), () -> Optional.ofNullable(request.getUserPrincipal()), admitted);
        request.setAttribute(AS_OF, departed.get(AsOf.KEY));
        if (request.getAttribute(ANSWER) instanceof MarkedAnswer answer) {
            answer.mark();
        }
        return departed;
    }

    private static List<String> sent(HttpServletRequest request) {
        Enumeration<String> sent = request.getHeaders(TimeMachineHeader.NAME);
        return sent == null ? List.of() : Collections.list(sent);
    }
}
