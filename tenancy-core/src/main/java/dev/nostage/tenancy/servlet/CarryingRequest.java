package dev.nostage.tenancy.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request whose asynchronous part is seen to begin, and carries the context to the container's threads. */
final class CarryingRequest extends HttpServletRequestWrapper {

    private CarryingRequest(HttpServletRequest request) {
        super(request);
    }

    static HttpServletRequest of(HttpServletRequest request) {
        boolean carrying = request instanceof HttpServletRequestWrapper wrapper
                && (wrapper instanceof CarryingRequest || wrapper.isWrapperFor(CarryingRequest.class));
        return carrying ? request : new CarryingRequest(request);
    }

    @Override
    public AsyncContext startAsync() {
        return started(super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return started(super.startAsync(request, response));
    }

    @Override
    public AsyncContext getAsyncContext() {
        return carrying(super.getAsyncContext());
    }

    private AsyncContext started(AsyncContext async) {
        Visit visit = Visit.of(this);
        if (visit != null) {
            visit.await(async);
        }
        return carrying(async);
    }

    private AsyncContext carrying(AsyncContext async) {
        Visit visit = Visit.of(this);
        return visit == null ? async : new CarryingAsyncContext(async, visit);
    }
}
