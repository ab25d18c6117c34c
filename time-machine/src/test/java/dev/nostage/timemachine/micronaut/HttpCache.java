package dev.nostage.timemachine.micronaut;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A cache between a caller and a server, as RFC 9111 has it: it keeps whatever it is not forbidden to (section 3), refusals
 * too, under the request's headers that {@code Vary} names (section 4.1), and gives it to whoever asks alike. Time does not
 * pass in it: all is fresh.
 */
final class HttpCache {

    private final boolean shared;
    private final HttpClient server = HttpClient.newHttpClient();
    private final Map<URI, List<Kept>> kept = new HashMap<>();
    private int forwarded;

    /** @param shared whether it stands between many callers and the server, and not in one of the callers */
    HttpCache(boolean shared) {
        this.shared = shared;
    }

    private record Kept(HttpRequest request, HttpResponse<String> answer) {

        boolean answers(HttpRequest other) {
            return vary().noneMatch("*"::equals)
                    && vary().allMatch(name -> request.headers()
                            .allValues(name)
                            .equals(other.headers().allValues(name)));
        }

        private Stream<String> vary() {
            return list(answer, "Vary");
        }
    }

    /** How many requests it did not answer itself. */
    int forwarded() {
        return forwarded;
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        List<Kept> here = kept.computeIfAbsent(request.uri(), uri -> new ArrayList<>());
        for (Kept candidate : here) {
            if (candidate.answers(request)) {
                return candidate.answer();
            }
        }
        forwarded++;
        HttpResponse<String> answer = server.send(request, HttpResponse.BodyHandlers.ofString());
        if (mayKeep(answer)) {
            here.add(new Kept(request, answer));
        }
        return answer;
    }

    private boolean mayKeep(HttpResponse<String> answer) {
        List<String> said = list(answer, "Cache-Control").toList();
        return !said.contains("no-store") && !(shared && said.contains("private"));
    }

    private static Stream<String> list(HttpResponse<String> answer, String header) {
        return answer.headers().allValues(header).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(value -> value.strip().toLowerCase(Locale.ROOT));
    }
}
