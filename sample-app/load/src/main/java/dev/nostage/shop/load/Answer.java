package dev.nostage.shop.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one request was answered.
 *
 * @param status 0 if there was no answer
 * @param again whether it said when to come back
 */
record Answer(int status, int millis, boolean again, String body) {

    static final Answer NONE = new Answer(0, 0, false, "");

    private static final Pattern PROBLEM = Pattern.compile("\"urn:nostage:problem:([a-z-]+)\"");

    boolean isAnswered() {
        return status > 0;
    }

    boolean isOk() {
        return status >= 200 && status < 300;
    }

    /** Whether a limit or breaker of the shop sent it away for now, as it should where there is no room. */
    boolean isRefused() {
        return (status == 429 || status == 503) && again && !problem().isEmpty();
    }

    boolean isStubbed() {
        return body.contains("\"stubbed\":true");
    }

    /** In a word or two. */
    String told() {
        return isAnswered() ? (status + " " + problem()).strip() : "no answer";
    }

    private String problem() {
        Matcher problem = PROBLEM.matcher(body);
        return problem.find() ? problem.group(1) : "";
    }
}
