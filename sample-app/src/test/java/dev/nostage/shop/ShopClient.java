package dev.nostage.shop;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClient;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Calls the shop as somebody outside would: an error's status is an answer, not an exception. */
@Singleton
final class ShopClient {

    static final String OPERATOR = "Bearer a-token-for-the-tests-and-nothing-else";

    static final Duration READ_TIMEOUT = Duration.ofMinutes(1);

    private final HttpClient client;

    ShopClient(EmbeddedServer server) {
        DefaultHttpClientConfiguration configuration = new DefaultHttpClientConfiguration();
        configuration.setExceptionOnErrorStatus(false);
        configuration.setReadTimeout(READ_TIMEOUT);
        client = HttpClient.create(server.getURL(), configuration);
    }

    Answer get(String path, Consumer<MutableHttpRequest<?>> as) {
        return send(HttpMethod.GET, path, null, as);
    }

    Answer delete(String path, Consumer<MutableHttpRequest<?>> as) {
        return send(HttpMethod.DELETE, path, null, as);
    }

    Answer post(String path, Map<String, Object> body, Consumer<MutableHttpRequest<?>> as) {
        return send(HttpMethod.POST, path, body, as);
    }

    static Consumer<MutableHttpRequest<?>> tenant(String id) {
        return request -> request.header("Tenant-Id", id);
    }

    static Consumer<MutableHttpRequest<?>> passport(String passport) {
        return request -> request.header("Nostage-Passport", passport);
    }

    static Consumer<MutableHttpRequest<?>> operator() {
        return request -> request.header("Authorization", OPERATOR);
    }

    static Consumer<MutableHttpRequest<?>> at(Object moment) {
        return request -> request.header("Time-Machine", moment.toString());
    }

    static Consumer<MutableHttpRequest<?>> deadline(Duration time) {
        return request -> request.header("Nostage-Deadline-Ms", String.valueOf(time.toMillis()));
    }

    static Consumer<MutableHttpRequest<?>> nobody() {
        return request -> {};
    }

    /** Opens a test tenant that lives for an hour. @return its passport */
    String open(String id) {
        return post("/nostage/tenants", Map.of("id", id, "kind", "TEST", "ttl", "1h"), operator())
                .text("passport");
    }

    Answer remove(String id) {
        return delete("/nostage/tenants/" + id, operator());
    }

    private Answer send(HttpMethod method, String path, Object body, Consumer<MutableHttpRequest<?>> as) {
        MutableHttpRequest<Object> request = HttpRequest.create(method, path);
        if (body != null) {
            request.body(body);
        }
        as.accept(request);
        return new Answer(client.toBlocking().exchange(request, Argument.STRING, Argument.STRING));
    }

    /** An answer, read as JSON. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.code();
        }

        String header(String name) {
            return response.getHeaders().get(name);
        }

        String body() {
            return response.getBody(String.class).orElse("");
        }

        Map<String, Object> json() {
            return Json.object(body());
        }

        List<Map<String, Object>> list() {
            return Json.list(body());
        }

        String text(String field) {
            return String.valueOf(json().get(field));
        }
    }
}
