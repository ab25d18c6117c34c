package dev.nostage.tenancy.servlet;

import static dev.nostage.problem.Quoted.quoted;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The paths that work for nobody. Fails closed: whatever can be read in two ways is none of them. */
record NoTenantPaths(List<String> paths) {

    static final NoTenantPaths NONE = new NoTenantPaths(List.of());

    private static final String BELOW = "/*";

    /** What a path may hold without being encoded (RFC 3986: unreserved), and what parts it. */
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9._~/-]+");

    NoTenantPaths {
        paths = List.copyOf(paths);
    }

    NoTenantPaths and(String path, String because) {
        String named = path.endsWith(BELOW) ? path.substring(0, path.length() - BELOW.length()) : path;
        if (!path.equals("/") && !isPlain(named)) {
            throw new IllegalArgumentException(
                    "A path that needs no tenant is one such as /health, or /public/* for what"
                            + " lies below it, and this one was " + quoted(path));
        }
        if (because.isBlank()) {
            throw new IllegalArgumentException("Say why " + quoted(path) + " needs no tenant");
        }
        List<String> more = new ArrayList<>(paths);
        more.add(path);
        return new NoTenantPaths(more);
    }

    /** Whether the request writes one of these paths just so, and the container has read it just so too. */
    boolean hold(HttpServletRequest request) {
        String written = request.getRequestURI();
        String context = request.getServletContext().getContextPath();
        if (!written.startsWith(context)) {
            return false;
        }
        String path = written.substring(context.length());
        return paths.stream().anyMatch(listed -> holds(listed, path)) && path.equals(read(request));
    }

    private static boolean holds(String listed, String path) {
        return listed.endsWith(BELOW)
                ? path.startsWith(listed.substring(0, listed.length() - 1)) && isPlain(path)
                : path.equals(listed);
    }

    private static boolean isPlain(String path) {
        return PLAIN.matcher(path).matches()
                && List.of(path.substring(1).split("/", -1)).stream()
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    private static String read(HttpServletRequest request) {
        String below = request.getPathInfo();
        return below == null ? request.getServletPath() : request.getServletPath() + below;
    }
}
