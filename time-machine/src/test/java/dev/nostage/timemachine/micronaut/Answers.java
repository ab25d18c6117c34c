package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a server answers, and whether two answers can be told apart. */
record Answers(EmbeddedServer server) {

    static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The headers of those who have no tenant here, or one that may not travel. */
    static final String[][] OF_STRANGERS = {
        {},
        {"Time-Machine", "2036-06-01T00:00Z"},
        {"Time-Machine", "2036-06-31T00:00Z"},
        {"Tenant-Id", "nobody"},
        {"Tenant-Id", "nobody", "Time-Machine", "2036-06-01T00:00Z"},
        {"Tenant-Id", "acme"},
        {"Tenant-Id", "acme", "Time-Machine", "2036-06-01T00:00Z"},
        {"Tenant-Id", "../acme", "Time-Machine", "2036-06-01T00:00Z"},
        {"Nostage-Passport", "eyJhbGciOiJub25lIn0.e30."},
        {"Nostage-Passport", "eyJhbGciOiJub25lIn0.e30.", "Time-Machine", "2036-06-01T00:00Z"},
        {"Accept", "text/html"}
    };

    /** Those of a new server, of a TEST tenant {@code probe} and a live one, {@code acme}, who may go as far as any test does. */
    static Answers ofProbeAndAcme(String... more) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "nostage.time-machine.max-distance", "36500d",
                "nostage.tenancy.trusted-peers", "127.0.0.0/8,::1",
                "nostage.tenancy.tenants[0].id", "probe",
                "nostage.tenancy.tenants[0].kind", "TEST",
                "nostage.tenancy.tenants[0].ttl", "1h",
                "nostage.tenancy.tenants[1].id", "acme"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return new Answers(ApplicationContext.run(EmbeddedServer.class, properties));
    }

    HttpResponse<String> send(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.getURL() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Status, headers but for the date, and body but for the path that it repeats. */
    static void assertAlike(HttpResponse<String> one, HttpResponse<String> other, String path, String others) {
        assertThat(one.statusCode()).as(one.body()).isEqualTo(other.statusCode());
        assertThat(one.body().replace(path, others)).isEqualTo(other.body());
        assertThat(headers(one)).isEqualTo(headers(other));
    }

    private static Map<String, List<String>> headers(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return headers;
    }
}
