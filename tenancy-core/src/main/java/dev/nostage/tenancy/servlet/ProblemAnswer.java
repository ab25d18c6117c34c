package dev.nostage.tenancy.servlet;

import dev.nostage.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A problem in the place of what a response held so far. The headers stay that other filters had set before the request
 * came here: a browser needs theirs to read the problem. What came later is the refused work's, and goes.
 */
record ProblemAnswer(HttpServletResponse response, Map<String, List<String>> headers) {

    static ProblemAnswer on(HttpServletResponse response) {
        Collection<String> names = response.getHeaderNames();
        Map<String, List<String>> headers = names.isEmpty() ? Map.of() : new LinkedHashMap<>();
        for (String name : names) {
            headers.put(name, List.copyOf(response.getHeaders(name)));
        }
        return new ProblemAnswer(response, headers);
    }

    void write(Problem problem) throws IOException {
        response.reset();
        headers.forEach(this::restore);
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store"); // the next to ask may be answered otherwise
        problem.retryAfterSeconds().ifPresent(seconds -> response.setHeader("Retry-After", seconds));
        byte[] body = problem.toJson();
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private void restore(String name, List<String> values) {
        response.setHeader(name, values.get(0));
        values.stream().skip(1).forEach(value -> response.addHeader(name, value));
    }
}
