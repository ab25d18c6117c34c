package plain;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Ends as {@code /stress/tenant/fate/way} tells it to, and compares the tenant with the one of the address at each hop. */
final class StressServlet extends HttpServlet {

    final AtomicLong hops = new AtomicLong();
    final AtomicLong hopsOfTheLeft = new AtomicLong();
    final AtomicLong errorPages = new AtomicLong();
    final AtomicLong mismatches = new AtomicLong();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getRequestURI().equals(Probe.ERROR_PAGE)) {
            errorPages.incrementAndGet();
            hop((String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
            response.getWriter().write("error page");
            return;
        }
        String target = request.getRequestURI();
        hop(target);
        switch (Way.valueOf(target.split("/")[4])) {
            case SYNC -> end(response, target);
            case FORWARD -> request.getRequestDispatcher(next(target, Way.SYNC)).forward(request, response);
            case ASYNC -> {
                AsyncContext async = begin(request);
                async.start(() -> answer(async, target));
            }
            case DISPATCH -> {
                AsyncContext async = begin(request);
                async.start(() -> {
                    hop(target);
                    async.dispatch(next(target, Way.SYNC));
                });
            }
            case ASYNC_AT_ONCE -> {
                AsyncContext async = begin(request);
                end(response, target);
                async.complete();
            }
        }
    }

    private static AsyncContext begin(HttpServletRequest request) {
        AsyncContext async = request.startAsync();
        async.setTimeout(60_000);
        return async;
    }

    /** On another thread; what fails there fails once more on one where the container looks. */
    private void answer(AsyncContext async, String target) {
        try {
            end((HttpServletResponse) async.getResponse(), target);
            async.complete();
        } catch (IOException | RuntimeException | Error e) {
            async.dispatch(next(target, Way.SYNC));
        }
    }

    private void end(HttpServletResponse response, String target) throws IOException {
        String who = hop(target);
        switch (fate(target)) {
            case THROWS -> throw new IllegalStateException("as told to");
            case BREAKS -> throw new AssertionError("as told to");
            case IS_REFUSED -> throw new Probe.OutOfStock();
            case WORKS, IS_LEFT -> response.getWriter().write(who);
        }
    }

    private String hop(String target) {
        String who = Probe.who();
        hops.incrementAndGet();
        if (fate(target) == Fate.IS_LEFT) {
            hopsOfTheLeft.incrementAndGet();
        }
        if (!who.equals(target.split("/")[2])) {
            mismatches.incrementAndGet();
        }
        return who;
    }

    private static Fate fate(String target) {
        return Fate.valueOf(target.split("/")[3]);
    }

    private static String next(String target, Way way) {
        return target.substring(0, target.lastIndexOf('/') + 1) + way;
    }

    enum Way {
        SYNC,
        FORWARD,
        ASYNC,
        DISPATCH,
        /** Answers, or throws, when it has become asynchronous and nobody else works on it. */
        ASYNC_AT_ONCE
    }

    /** How a request ends. */
    enum Fate {
        WORKS,
        THROWS,
        BREAKS,
        IS_REFUSED,
        /** The caller closes its end without waiting for the answer. */
        IS_LEFT
    }
}
