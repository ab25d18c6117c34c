package plain;

import dev.nostage.context.RequestContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;

/** What stands before the tenancy filter: it authenticates, sets a header, and looks at what is left on its thread. */
final class Before extends HttpFilter {

    static final String USER = "Test-User";
    static final String STRANGER = "stranger";

    /** Forwards and includes come from the application, and so from within its request. */
    private static final Set<DispatcherType> AT_THE_EDGE =
            EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);

    final AtomicInteger requests = new AtomicInteger();
    final Queue<String> leftOnThreads = new ConcurrentLinkedQueue<>();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            requests.incrementAndGet();
        }
        response.setHeader("Access-Control-Allow-Origin", "*");
        String user = request.getHeader(USER);
        boolean fromTheContainer = AT_THE_EDGE.contains(request.getDispatcherType());
        if (fromTheContainer) {
            look();
        }
        try {
            if (STRANGER.equals(user) && request.getDispatcherType() == DispatcherType.REQUEST) {
                response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            } else {
                chain.doFilter(user == null ? request : new Authenticated(request, user), response);
            }
        } finally {
            if (fromTheContainer) {
                look();
            }
        }
    }

    private void look() {
        Map<String, String> logged = MDC.getCopyOfContextMap();
        if (RequestContext.current() != RequestContext.empty() || (logged != null && !logged.isEmpty())) {
            leftOnThreads.add(RequestContext.current() + " " + logged);
        }
    }

    private static final class Authenticated extends HttpServletRequestWrapper {

        private final String user;

        Authenticated(HttpServletRequest request, String user) {
            super(request);
            this.user = user;
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> user;
        }
    }
}
