package dev.nostage.timemachine.servlet;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.timemachine.AsOf;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;

/** Tells the time by the ways that an application of servlets has. */
final class ClockServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Clock clock;

    ClockServlet(Clock clock) {
        this.clock = clock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getPathInfo()) {
            case "/threads" -> onAnotherThread(request.startAsync());
            case "/dispatched" -> dispatched(request, response, clock.instant().toString());
            case "/as-ofs" -> asOfs(request, response);
            case "/kept" -> kept(response);
            case "/refuses" -> throw new IllegalStateException("broken on purpose");
            case "/error" -> response.sendError(418);
            case "/gone" -> response.sendError(410);
            case "/reset" -> {
                response.reset();
                kept(response);
            }
            case "/bare-reset" -> response.reset();
            case "/write" -> {
                ReadOnly.refuseWrite();
                response.getWriter().write("written");
            }
            case "/nothing" -> response.setStatus(204);
            default -> response.getWriter().write(clock.instant().toString());
        }
    }

    private void onAnotherThread(AsyncContext async) {
        async.start(() -> {
            try {
                async.getResponse().getWriter().write(clock.instant().toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            async.complete();
        });
    }

    private static void dispatched(HttpServletRequest request, HttpServletResponse response, String now)
            throws IOException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            response.getWriter().write(now);
        } else {
            request.startAsync().dispatch();
        }
    }

    private static void asOfs(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String asOf = String.valueOf(RequestContext.current().get(AsOf.KEY)).replace(' ', '_');
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            response.getWriter().write(request.getAttribute("first") + " " + asOf);
        } else {
            request.setAttribute("first", asOf);
            request.startAsync().dispatch();
        }
    }

    private static void kept(HttpServletResponse response) throws IOException {
        response.setHeader("Vary", "Accept");
        response.setHeader("Cache-Control", "public, max-age=3600");
        response.setHeader("CDN-Cache-Control", "max-age=7200");
        response.setIntHeader("X-Accel-Expires", 7200);
        response.addIntHeader("X-Accel-Expires", 7200);
        response.setDateHeader("Time-Machine", 0);
        response.addDateHeader("Time-Machine", 0);
        response.getWriter().write("kept");
    }
}
