package dev.nostage.timemachine.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.PassportOptions;
import dev.nostage.passport.SigningKey;
import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.Tenant;
import dev.nostage.timemachine.TimeMachine;
import dev.nostage.timemachine.TimeMachineClock;
import dev.nostage.timemachine.TravelPolicy;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** What the documentation shows does what it says. */
final class ExamplesIT {

    private static final String SALE = "2027-11-27T08:00:00Z;mode=freeze";
    private static final Tenant PROBE = Tenant.test("probe", Instant.parse("2999-01-01T00:00:00Z"));

    @Test
    void aControllerSeesTheSaleOnItsDay() throws Exception {
        try (EmbeddedServer server = service(Map.of())) {
            URI today = server.getURI().resolve("/today");

            assertThat(get(today, "Tenant-Id", "probe", "Time-Machine", "2027-11-26;mode=freeze"))
                    .isEqualTo("2027-11-26");
            assertThat(get(today, "Tenant-Id", "probe", "Time-Machine", SALE)).isEqualTo("2027-11-27: the sale is on");
        }
    }

    @Test
    void aPolicyOfOnesOwnRefusesWhatIsFar() throws Exception {
        try (EmbeddedServer server = service(Map.of("example.near-journeys", "true"))) {
            URI today = server.getURI().resolve("/today");

            assertThat(server.getApplicationContext().getBean(TravelPolicy.class))
                    .isInstanceOf(NearJourneys.class);
            assertThat(get(today, "Tenant-Id", "probe", "Time-Machine", "+P91D"))
                    .contains("travel-refused", "Nobody travels further than 90 days.");
            assertThat(get(today, "Tenant-Id", "probe", "Time-Machine", "-P89D"))
                    .startsWith("20");
        }
    }

    @Test
    void aJobTellsOfAnotherDay() {
        Clock clock = new TimeMachineClock(Clock.systemUTC());

        assertThat(new MonthEnd(new TimeMachine(Clock.systemUTC()), clock)
                        .report(PROBE, Instant.parse("2027-01-31T23:59:59Z")))
                .isEqualTo("probe on 2027-01-31");
    }

    @Test
    void aServletObeysTheHeader() throws Exception {
        SigningKey key = SigningKey.generated();
        String passport = new PassportIssuer(
                        new PassportOptions("shop", List.of(key), Duration.ofMinutes(15), List.of()), Clock.systemUTC())
                .issue(PROBE, Set.of(), null);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler handler = new ServletContextHandler("/");
        handler.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent started) {
                TravellingServlets.register(
                        TravellingServlets.filter(new InMemoryTenantDirectory(List.of(PROBE)), key),
                        started.getServletContext());
            }
        });
        handler.addServlet(new ServletHolder(new Now(TravellingServlets.clock())), "/*");
        server.setHandler(handler);
        server.start();
        try {
            URI now = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/now");

            assertThat(get(now, "Nostage-Passport", passport, "Time-Machine", SALE))
                    .isEqualTo("2027-11-27T08:00:00Z");
            assertThat(get(now, "Time-Machine", SALE)).contains("tenant-missing");
        } finally {
            server.stop();
        }
    }

    private static EmbeddedServer service(Map<String, Object> more) {
        return ApplicationContext.builder()
                .properties(Map.of(
                        "nostage.launches.anniversary-sale.from", "2027-11-27",
                        "nostage.tenancy.trusted-peers", "127.0.0.0/8,::1",
                        "nostage.tenancy.tenants[0].id", "probe",
                        "nostage.tenancy.tenants[0].kind", "TEST",
                        "nostage.tenancy.tenants[0].ttl", "1h"))
                .properties(more)
                .run(EmbeddedServer.class);
    }

    private static String get(URI uri, String... headers) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).headers(headers).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static final class Now extends HttpServlet {

        private static final long serialVersionUID = 1;

        private final transient Clock clock;

        Now(Clock clock) {
            this.clock = clock;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write(clock.instant().toString());
        }
    }
}
