package plain;

import dev.nostage.event.WideEvent;
import dev.nostage.problem.Problem;
import dev.nostage.problem.ProblemException;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says whom it works for, in every way in which a servlet may come to its answer. */
final class Probe extends HttpServlet {

    static final String ERROR_PAGE = "/error";
    static final String WENT_WRONG = "went wrong: €";

    /** Milliseconds. Jetty never answers a request whose time is over before its first dispatch is. */
    private static final int SHORT = 1_000;

    /** What a test lets go on that waits for it. */
    final CountDownLatch held = new CountDownLatch(1);

    /** What a test does in the middle of a request. */
    volatile Runnable meanwhile = () -> {};

    /** What a test does while the error page is shown. */
    volatile Runnable meanwhileOnErrorPage = () -> {};

    private final Map<String, Route> routes = new HashMap<>();

    Probe() {
        routes.put("/who", (request, response) -> say(response));
        routes.put("/health", (request, response) -> say(response));
        routes.put("/public/page", (request, response) -> say(response));
        routes.put(ERROR_PAGE, this::errorPage);
        failing();
        dispatching();
        asynchronous();
    }

    private void failing() {
        routes.put("/throws", (request, response) -> {
            throw new IllegalStateException("as told to");
        });
        routes.put("/breaks", (request, response) -> {
            throw new AssertionError("as told to");
        });
        routes.put("/sends-error", (request, response) -> response.sendError(404));
        routes.put("/problem", (request, response) -> {
            response.setHeader("Cache-Control", "max-age=60");
            response.setStatus(201);
            response.getWriter().write("half an answer");
            throw new OutOfStock();
        });
        routes.put("/wrapped-problem", (request, response) -> {
            throw new ServletException(new ServletException("wrapped twice", new OutOfStock()));
        });
        routes.put("/late-problem", (request, response) -> {
            response.setStatus(202);
            response.getOutputStream().print("begun");
            response.flushBuffer();
            throw new OutOfStock();
        });
        routes.put("/breaks-off", (request, response) -> {
            response.getOutputStream().print("begun");
            response.flushBuffer();
            throw new IllegalStateException("as told to");
        });
        routes.put("/suspended-meanwhile", (request, response) -> {
            meanwhile.run();
            response.sendError(409);
        });
    }

    private void dispatching() {
        routes.put(
                "/forwards",
                (request, response) -> request.getRequestDispatcher("/who").forward(request, response));
        routes.put("/public/forwards", routes.get("/forwards"));
        routes.put("/includes", (request, response) -> {
            response.getWriter().write("[");
            request.getRequestDispatcher("/who").include(request, response);
            response.getWriter().write("]");
        });
        routes.put(
                "/forwards-as-another",
                (request, response) -> Tenants.callAs(Tenant.live("globex"), () -> {
                    request.getRequestDispatcher("/who").forward(request, response);
                    return null;
                }));
    }

    private void asynchronous() {
        routes.put("/async", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> answer(async));
        });
        routes.put("/async-with-own-request", (request, response) -> {
            AsyncContext async = request.startAsync(request, response);
            async.start(() -> answer(async));
        });
        routes.put("/async-asked-for-again", (request, response) -> {
            request.startAsync();
            AsyncContext async = request.getAsyncContext();
            async.start(() -> answer(async));
        });
        routes.put("/async-status", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                ((HttpServletResponse) async.getResponse()).setStatus(202);
                answer(async);
            });
        });
        routes.put("/async-dispatches", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> async.dispatch("/who"));
        });
        routes.put(
                "/async-dispatches-at-once",
                (request, response) -> request.startAsync(request, response).dispatch("/who"));
        routes.put("/async-twice", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> async.dispatch("/async"));
        });
        routes.put("/async-completes-at-once", (request, response) -> {
            AsyncContext async = request.startAsync();
            say(response);
            async.complete();
        });
        routes.put("/async-thread", (request, response) -> {
            AsyncContext async = request.startAsync();
            new Thread(() -> answer(async)).start();
        });
        routes.put("/async-throws", (request, response) -> {
            request.startAsync();
            throw new IllegalStateException("as told to");
        });
        routes.put("/async-problem", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> async.dispatch("/wrapped-problem"));
        });
        routes.put("/async-breaks-later", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> async.dispatch("/breaks"));
        });
        routes.put("/async-begins-and-breaks-off", (request, response) -> {
            request.startAsync();
            routes.get("/breaks-off").serve(request, response);
        });
        routes.put("/async-breaks-off", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> async.dispatch("/breaks-off"));
        });
        routes.put(
                "/async-times-out", (request, response) -> request.startAsync().setTimeout(SHORT));
        routes.put("/async-answers-a-timeout", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.setTimeout(SHORT);
            async.addListener(new DispatchesWhenLate());
        });
        routes.put("/async-held", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            async.start(() -> {
                await(held);
                async.dispatch("/who");
            });
        });
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Route route = routes.get(path(request));
        if (route == null) {
            response.sendError(404);
        } else {
            try {
                route.serve(request, response);
            } catch (IOException | ServletException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new ServletException(e);
            }
        }
    }

    private static String path(HttpServletRequest request) {
        if (request.getDispatcherType() == DispatcherType.INCLUDE) {
            return (String) request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH);
        }
        String below = request.getPathInfo();
        return below == null ? request.getServletPath() : below;
    }

    static String who() {
        return Tenants.current().map(tenant -> tenant.id().value()).orElse("nobody");
    }

    private static void say(HttpServletResponse response) throws IOException {
        WideEvent.current().note("said", who());
        response.setContentType("text/plain");
        response.getWriter().write(who());
    }

    private void errorPage(HttpServletRequest request, HttpServletResponse response) throws IOException {
        meanwhileOnErrorPage.run();
        response.setContentType("text/plain");
        response.getWriter()
                .write("error page of " + who() + ": " + request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
    }

    private static void answer(AsyncContext async) {
        try {
            say((HttpServletResponse) async.getResponse());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            async.complete();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody let it go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Route {
        void serve(HttpServletRequest request, HttpServletResponse response) throws Exception;
    }

    /** A refusal of the application's own. */
    static final class OutOfStock extends ProblemException {

        static final Problem PROBLEM =
                new Problem("out-of-stock", 409, "Out of stock", WENT_WRONG, Duration.ofMillis(1500));

        OutOfStock() {
            super(PROBLEM, "nothing left");
        }
    }

    private static final class DispatchesWhenLate implements AsyncListener {

        @Override
        public void onTimeout(AsyncEvent event) {
            event.getAsyncContext().dispatch("/who");
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
