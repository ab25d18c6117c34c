package dev.nostage.timemachine.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.event.WideEvents;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.PassportOptions;
import dev.nostage.passport.PassportTenantSource;
import dev.nostage.passport.PassportVerifier;
import dev.nostage.passport.Permission;
import dev.nostage.passport.SigningKey;
import dev.nostage.tenancy.Admission;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.HeaderTenantSource;
import dev.nostage.tenancy.InFlight;
import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TrustedPeers;
import dev.nostage.tenancy.servlet.TenancyFilter;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.Departure;
import dev.nostage.timemachine.Logged;
import dev.nostage.timemachine.TimeMachineClock;
import dev.nostage.timemachine.TimeMachineHeader;
import dev.nostage.timemachine.TravelPolicy;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header in a Jetty, with no bean of Micronaut's. */
final class TimeMachineFilterIT {

    private static final Instant FUTURE = Instant.parse("2027-11-27T08:00:00Z");
    private static final String FROZEN = FUTURE + ";mode=freeze";
    private static final String VARY = "Time-Machine, Nostage-Passport, Tenant-Id, Api-Key";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Tenant PROBE = Tenant.test("probe", Instant.parse("2999-01-01T00:00:00Z"));
    private static final Tenant ACME = Tenant.live("acme");
    private static final InFlight IN_FLIGHT = new InFlight();

    private static Server server;
    private static ServerConnector connector;
    private static PassportIssuer issuer;

    @BeforeAll
    static void start() throws Exception {
        Clock systemTime = Clock.systemUTC();
        PassportOptions passports = new PassportOptions(
                "plain", List.of(SigningKey.generated()), Duration.ofMinutes(15), List.of(AsOf.KEY));
        issuer = new PassportIssuer(passports, systemTime);
        Admission admission = new Admission(
                List.of(
                        new PassportTenantSource(new PassportVerifier(passports, systemTime)),
                        new HeaderTenantSource(new TrustedPeers(List.of("127.0.0.1", "::1"))),
                        new ApiKeys()),
                new InMemoryTenantDirectory(List.of(PROBE, ACME)),
                systemTime,
                IN_FLIGHT);
        TenancyFilter tenancy = new TenancyFilter(admission, new WideEvents(event -> {}, systemTime, System::nanoTime))
                .noTenant("/health", "it is the same for everybody");
        Departure departure = new Departure(
                new TimeMachineHeader(TimeMachineHeader.DEFAULT_MAX_DISTANCE), TravelPolicy.standard(), systemTime);

        server = new Server();
        connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler handler = new ServletContextHandler("/");
        handler.addFilter(new FilterHolder(Surroundings::believe), "/*", EnumSet.of(DispatcherType.REQUEST));
        handler.addFilter(new FilterHolder(Surroundings::tellTheEdge), "/*", EnumSet.of(DispatcherType.REQUEST));
        FilterHolder filter = new FilterHolder(filter(tenancy, departure));
        filter.setAsyncSupported(true);
        handler.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
        ServletHolder servlet = new ServletHolder(new ClockServlet(new TimeMachineClock(systemTime)));
        servlet.setAsyncSupported(true);
        handler.addServlet(servlet, "/*");
        ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
        pages.addErrorPage(418, "/error-page");
        pages.addErrorPage(500, "/error-page");
        handler.setErrorHandler(pages);
        server.setHandler(handler);
        server.start();
    }

    /** As a service would. */
    private static TimeMachineFilter filter(TenancyFilter tenancy, Departure departure) {
        return new TimeMachineFilter(tenancy, departure);
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/clock", "/threads", "/dispatched"})
    void isObeyedOnWhateverThreadAndInWhateverDispatch(String path) {
        HttpResponse<String> answer = get(path, "Tenant-Id", "probe", "Time-Machine", FROZEN);

        assertThat(answer.body()).isEqualTo(FUTURE.toString());
        assertMarked(answer);
    }

    @Test
    void theAuditLogNamesWhoeverAuthenticatedAndTheRoute() {
        try (Logged audited = new Logged(AuditLog.LOGGER)) {
            get("/clock", "Tenant-Id", "probe", "Time-Machine", FROZEN, "User", "alice");
            get("/clock", "Tenant-Id", "probe", "Time-Machine", FROZEN);

            assertThat(audited.pairs())
                    .extracting(line -> line.get("who") + " on " + line.get("route"))
                    .containsExactly("principal 'alice' on /*", "caller on /*");
        }
    }

    @Test
    void isFixedOnceForAllOfARequest() {
        assertThat(get("/as-ofs", "Tenant-Id", "probe", "Time-Machine", "+P1D")
                        .body()
                        .split(" "))
                .hasSize(2)
                .satisfies(both -> assertThat(both[0]).isEqualTo(both[1]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/kept", "/reset", "/bare-reset"})
    void marksEveryAnswerOfAJourneyWhateverTheApplicationSays(String path) {
        assertMarked(get(path, "Tenant-Id", "probe", "Time-Machine", FROZEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/refuses", "/error"})
    void noCacheKeepsAnErrorPageOfAJourney(String path) {
        assertMarked(get(path, "Tenant-Id", "probe", "Time-Machine", FROZEN));
    }

    @Test
    void tellsCachesThatGoByAnotherHeaderNothingElse() {
        HttpHeaders present = get("/kept", "Tenant-Id", "probe").headers();
        HttpHeaders journey =
                get("/kept", "Tenant-Id", "probe", "Time-Machine", FROZEN).headers();

        assertThat(present.allValues("CDN-Cache-Control")).containsExactly("max-age=7200");
        assertThat(present.allValues("Surrogate-Control")).containsExactly("max-age=7200");
        assertThat(present.allValues("X-Accel-Expires")).containsExactly("7200", "7200");
        assertThat(journey.allValues("CDN-Cache-Control")).isEmpty();
        assertThat(journey.allValues("X-Accel-Expires")).isEmpty();
        assertThat(journey.allValues("Surrogate-Control")).containsExactly("private, no-store");
    }

    @Test
    void tellsACacheThatTakesNoWordsNoughtSeconds() {
        assertThat(get("/nothing", "Tenant-Id", "probe").headers().allValues("X-Accel-Expires"))
                .containsExactly("7200");
        assertThat(get("/nothing", "Tenant-Id", "probe", "Time-Machine", FROZEN)
                        .headers()
                        .allValues("X-Accel-Expires"))
                .containsExactly("0");
    }

    /** It passes no filter, and Jetty lets no header stay by which caches go: its own then says that none may keep it. */
    @Test
    void noCacheKeepsAPageThatTheContainerWritesItself() {
        HttpResponse<String> answer = get("/gone", "Tenant-Id", "probe", "Time-Machine", FROZEN);

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.headers().allValues("Time-Machine")).containsExactly(FROZEN);
        assertThat(answer.headers().allValues("Vary")).isEmpty();
        assertThat(answer.headers().allValues("Cache-Control"))
                .singleElement()
                .asString()
                .contains("no-store");
    }

    @Test
    void leavesAnAnswerOfThePresentAloneButForWhatDecidedIt() {
        HttpResponse<String> answer = get("/kept", "Tenant-Id", "probe");

        assertThat(answer.headers().map()).doesNotContainKey("Time-Machine");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("public, max-age=3600");
        assertThat(answer.headers().allValues("Vary")).contains(VARY, "Accept");
    }

    @Test
    void isRefusedWhereItIsMalformedOrNotAllowedAndNobodyStaysInFlight() {
        assertProblem(get("/clock", "Tenant-Id", "probe", "Time-Machine", "2027-02-30"), 400, "time-malformed");
        assertProblem(
                get("/clock", "Tenant-Id", "probe", "Time-Machine", FROZEN, "Time-Machine", FROZEN),
                400,
                "time-malformed");
        assertProblem(get("/clock", "Tenant-Id", "acme", "Time-Machine", FROZEN), 403, "travel-refused");
        assertProblem(get("/health", "Time-Machine", FROZEN), 403, "travel-refused");
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(IN_FLIGHT.count(ACME)).isZero();
    }

    @Test
    void aLiveTenantWithPermissionOnlyReads() {
        String passport = issuer.issue(ACME, Set.of(Permission.TRAVEL), Duration.ofMinutes(5));

        assertThat(get("/clock", "Nostage-Passport", passport, "Time-Machine", FROZEN)
                        .body())
                .isEqualTo(FUTURE.toString());
        assertProblem(get("/write", "Nostage-Passport", passport, "Time-Machine", FROZEN), 403, "travel-refused");
        assertThat(get("/write", "Nostage-Passport", passport).body()).isEqualTo("written");
        assertThat(get("/write", "Tenant-Id", "probe", "Time-Machine", FROZEN).body())
                .isEqualTo("written");
    }

    private static void assertMarked(HttpResponse<String> answer) {
        assertThat(answer.headers().allValues("Time-Machine")).containsExactly(FROZEN);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, no-store");
        assertThat(answer.headers().allValues("Vary")).contains(VARY);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String name) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("urn:nostage:problem:" + name);
        assertThat(answer.headers().allValues("Vary")).containsExactly(VARY);
        assertThat(answer.headers().allValues("Cache-Control"))
                .singleElement()
                .asString()
                .contains("no-store");
    }

    private static HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path));
        try {
            return HTTP.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
