package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.Permission;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.tenancy.Tenants;
import dev.nostage.timemachine.TimeMachine;
import dev.nostage.timemachine.TravelRefusedException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a live tenant that travels may make others do: a service that learns of the journey, one that does not, the core. */
final class LiveTravellersCallsIT {

    private static final String SPEC = "live-travellers-calls";

    /** What a server has heard that is no service of ours; to the client its host is no name of this machine. */
    private static final List<String> HEARD = new CopyOnWriteArrayList<>();

    private static HttpServer stranger;
    private static EmbeddedServer server;

    @BeforeAll
    static void start() throws IOException {
        stranger = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
        stranger.createContext("/", exchange -> {
            HEARD.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getOrDefault("Nostage-Passport", List.of()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        stranger.start();
        server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        SPEC,
                        true,
                        "nostage.tenancy.trusted-peers",
                        "127.0.0.0/8,::1",
                        "nostage.propagation.to",
                        "localhost",
                        "nostage.tenancy.tenants[0].id",
                        "acme",
                        "nostage.tenancy.tenants[1].id",
                        "probe",
                        "nostage.tenancy.tenants[1].kind",
                        "TEST",
                        "nostage.tenancy.tenants[1].ttl",
                        "1h"));
    }

    @AfterAll
    static void stop() {
        server.close();
        stranger.stop(0);
    }

    @BeforeEach
    void forget() {
        HEARD.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void doNotWriteWhereNobodyLearnsOfTheJourney(String method) {
        String refused = ask("acme", "/calls/out?method=" + method);

        assertThat(refused).startsWith("403").contains("urn:nostage:problem:travel-refused");
        assertThat(HEARD).isEmpty();
        assertThat(ask("probe", "/calls/out?method=" + method)).isEqualTo("200 204");
        assertThat(HEARD).containsExactly(method + " []");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void readAnywhere(String method) {
        assertThat(ask("acme", "/calls/out?method=" + method)).isEqualTo("200 204");
        assertThat(HEARD).containsExactly(method + " []");
    }

    @Test
    void areRefusedByTheServiceThatLearnsOfTheJourney() {
        assertThat(ask("acme", "/calls/in?path=write")).isEqualTo("200 403 travel-refused");
        assertThat(ask("acme", "/calls/in?path=read")).isEqualTo("200 200 read");
        assertThat(ask("probe", "/calls/in?path=write")).isEqualTo("200 200 written");
    }

    /** What may not be written here for whom the journey is not, may not be by a call either. */
    @Test
    void doNotWriteForAnotherTenantByACall() {
        assertThat(ask("acme", "/calls/for-probe?path=write")).startsWith("403").contains("travel-refused");
        assertThat(ask("acme", "/calls/for-probe?path=read")).isEqualTo("200 200 read");
    }

    /** A neighbour on this machine gets the passport, and need be no service that reads it. */
    @Test
    void doNotWriteToANeighbourThatIsNotListed() {
        assertThat(ask("acme", "/calls/neighbour")).startsWith("403").contains("travel-refused");
        assertThat(HEARD).isEmpty();
    }

    @Test
    void doNotWriteWhereNobodyIsWorkedForAndSoNoPassportGoesAlong() {
        TimeMachine timeMachine = bean(TimeMachine.class);
        Calls calls = bean(Calls.class);

        String met = timeMachine.asOf(Instant.now()).call(() -> {
            try {
                return calls.neighbour();
            } catch (TravelRefusedException e) {
                return e.problem().name();
            }
        });

        assertThat(met).isEqualTo("travel-refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "suspend", "resume", "remove"})
    void changeNoTenant(String what) {
        List<Tenant> before = bean(TenantDirectory.class).list(null, 100);

        assertThat(ask("acme", "/calls/tenants?what=" + what))
                .startsWith("403")
                .contains("urn:nostage:problem:travel-refused");
        assertThat(bean(TenantDirectory.class).list(null, 100)).isEqualTo(before);
    }

    private static <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    /** What a traveller's request is answered. */
    private static String ask(String tenant, String path) {
        Tenant traveller =
                bean(TenantDirectory.class).find(new TenantId(tenant)).orElseThrow();
        String passport = bean(PassportIssuer.class).issue(traveller, Set.of(Permission.TRAVEL), Duration.ofMinutes(5));
        try (HttpClient client = HttpClient.create(server.getURL())) {
            HttpResponse<String> answer = client.toBlocking()
                    .exchange(
                            HttpRequest.GET(path)
                                    .header("Nostage-Passport", passport)
                                    .header("Time-Machine", "+P1D"),
                            String.class);
            return answer.code() + " " + answer.body();
        } catch (HttpClientResponseException e) {
            return e.code() + " " + e.getResponse().getBody(String.class).orElse("");
        }
    }

    @Requires(property = SPEC)
    @Controller("/calls")
    @ExecuteOn(TaskExecutors.BLOCKING)
    static class Calls {

        private final HttpClient client;
        private final TenantLifecycle lifecycle;
        private final TenantDirectory directory;

        Calls(@Client("/") HttpClient client, TenantLifecycle lifecycle, TenantDirectory directory) {
            this.client = client;
            this.lifecycle = lifecycle;
            this.directory = directory;
        }

        @Get("/for-probe{?path}")
        String forProbe(String path) {
            Tenant probe = directory.find(new TenantId("probe")).orElseThrow();
            return Tenants.callAs(probe, () -> in(path));
        }

        @Get("/neighbour")
        String neighbour() {
            String url = "http://127.0.0.1:" + stranger.getAddress().getPort() + "/";
            return String.valueOf(client.toBlocking()
                    .exchange(HttpRequest.create(HttpMethod.POST, url))
                    .code());
        }

        @Get("/out{?method}")
        String out(String method) {
            String url = "http://0.0.0.0:" + stranger.getAddress().getPort() + "/";
            return String.valueOf(client.toBlocking()
                    .exchange(HttpRequest.create(HttpMethod.valueOf(method), url))
                    .code());
        }

        @Get("/in{?path}")
        String in(String path) {
            HttpMethod method = path.equals("write") ? HttpMethod.POST : HttpMethod.GET;
            try {
                HttpResponse<String> answer = client.toBlocking()
                        .exchange(HttpRequest.create(method, server.getURL() + "/calls/" + path), String.class);
                return answer.code() + " " + answer.body();
            } catch (HttpClientResponseException e) {
                return e.code() + " "
                        + e.getResponse()
                                .getBody(String.class)
                                .orElse("")
                                .replaceAll(".*urn:nostage:problem:([a-z-]+).*", "$1");
            }
        }

        @Post("/write")
        String write() {
            ReadOnly.refuseWrite();
            return "written";
        }

        @Get("/read")
        String read() {
            return Tenants.require().isLive() && !ReadOnly.isDemanded() ? "may write" : "read";
        }

        @Get("/tenants{?what}")
        String tenants(String what) {
            TenantId probe = new TenantId("probe");
            switch (what) {
                case "open" -> lifecycle.open(Tenant.test("fresh", Instant.now().plusSeconds(60)));
                case "suspend" -> lifecycle.suspend(probe);
                case "resume" -> lifecycle.resume(probe);
                default -> lifecycle.remove(probe);
            }
            return what;
        }
    }
}
