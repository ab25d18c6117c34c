package dev.nostage.testkit.isolation;

import dev.nostage.problem.Problem;
import java.util.List;
import java.util.Map;

/** What a route answered. */
record Reply(int status, Map<String, List<String>> headers, String body) {

    private static final List<String> REFUSALS =
            List.of("tenant-missing", "tenant-malformed", "tenant-refused", "passport-refused");

    private static final int UNAUTHORIZED = 401;
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_FAULT = 500;

    boolean isAccepted() {
        return status < FIRST_ERROR;
    }

    /** Whether it was refused for who asked, and for nothing else that may be wrong with the request. */
    boolean refusesTheCaller() {
        return status == UNAUTHORIZED
                || (status >= FIRST_ERROR
                        && status < FIRST_FAULT
                        && REFUSALS.stream().anyMatch(name -> body.contains(Problem.TYPE_PREFIX + name)));
    }

    /** All that was told. */
    String text() {
        return status + " " + headers + " " + body;
    }

    @Override
    public String toString() {
        return status + " " + Secrets.shortened(body);
    }
}
