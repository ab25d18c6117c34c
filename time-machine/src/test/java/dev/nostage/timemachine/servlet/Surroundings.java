package dev.nostage.timemachine.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** What an application has around our filter. */
final class Surroundings {

    private Surroundings() {}

    /** Tells a cache in front of the service what we must take back. */
    static void tellTheEdge(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse told = (HttpServletResponse) response;
        told.setHeader("Surrogate-Control", "max-age=7200");
        if (((HttpServletRequest) request).getRequestURI().equals("/nothing")) {
            told.setIntHeader("X-Accel-Expires", 7200);
        }
        chain.doFilter(request, response);
    }

    /** Believes whoever says who they are. */
    static void believe(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        String name = asked.getHeader("User");
        chain.doFilter(
                name == null
                        ? asked
                        : new HttpServletRequestWrapper(asked) {
                            @Override
                            public Principal getUserPrincipal() {
                                return () -> name;
                            }
                        },
                response);
    }
}
