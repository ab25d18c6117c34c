package dev.nostage.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What docs/guide/tenancy.md tells, done. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GuideIT {

    private static final String TOKEN = "guide-guide-guide-guide-guide-guide";

    private final EmbeddedServer server = ApplicationContext.run(
            EmbeddedServer.class,
            Map.of(
                    "guide", "true",
                    "nostage.operator.token", TOKEN,
                    "nostage.tenancy.tenants[0].id", "acme",
                    "nostage.tenancy.tenants[1].id", "globex"));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterAll
    void end() {
        server.close();
    }

    @Test
    void opensATenantRunsTheTestAndRemovesTheTenant() throws Exception {
        HttpResponse<String> opened = send(operator("/nostage/tenants")
                .POST(BodyPublishers.ofString("{\"id\":\"trial-1\",\"kind\":\"TEST\",\"ttl\":\"1h\"}")));
        String passport = JSONObjectUtils.getString(JSONObjectUtils.parse(opened.body()), "passport");

        send(request("/notes")
                .header("Nostage-Passport", passport)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("It works")));
        HttpResponse<String> notes = send(request("/notes").header("Nostage-Passport", passport));
        HttpResponse<String> others = send(request("/notes").header("Api-Key", "k-1d9f27"));
        HttpResponse<String> receipt = send(operator("/nostage/tenants/trial-1").DELETE());
        HttpResponse<String> after = send(request("/notes").header("Nostage-Passport", passport));

        assertThat(opened.statusCode()).isEqualTo(201);
        assertThat(notes.body()).isEqualTo("[\"Welcome, trial-1\",\"It works\"]");
        assertThat(others.body()).doesNotContain("It works");
        assertThat(receipt.body()).contains("{\"name\":\"notebook\",\"removed\":2,\"residue\":0}");
        assertThat(after.statusCode()).isEqualTo(403);
    }

    @Test
    void believesAnApiKeyOfItsOwnAndNoOther() throws Exception {
        assertThat(send(request("/greeting").header("Api-Key", "k-1d9f27")).body())
                .isEqualTo("Hello, acme");
        assertThat(send(request("/greeting").header("Api-Key", "guessed")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void writesADigestForEveryTenantOnAPoolOfItsOwn() {
        server.getApplicationContext().getBean(Digest.class).writeAll();

        Notebook notebook = server.getApplicationContext().getBean(Notebook.class);
        Tenants tenants = server.getApplicationContext().getBean(Tenants.class);
        tenants.forEach(
                tenant -> tenant.id().equals(new TenantId("globex")),
                tenant -> assertThat(notebook.read()).containsExactly("You have 0 notes"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + path));
    }

    private HttpRequest.Builder operator(String path) {
        return request(path).header("Authorization", "Bearer " + TOKEN).header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
