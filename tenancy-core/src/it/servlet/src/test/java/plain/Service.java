package plain;

import dev.nostage.event.WideEvents;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.PassportOptions;
import dev.nostage.passport.PassportTenantSource;
import dev.nostage.passport.PassportVerifier;
import dev.nostage.passport.SigningKey;
import dev.nostage.tenancy.Admission;
import dev.nostage.tenancy.HeaderTenantSource;
import dev.nostage.tenancy.InFlight;
import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.IncomingRequest;
import dev.nostage.tenancy.Resolution;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantSource;
import dev.nostage.tenancy.TenantStatus;
import dev.nostage.tenancy.TrustedPeers;
import dev.nostage.tenancy.servlet.TenancyFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A service behind the filter, started, and who calls it. */
final class Service implements AutoCloseable {

    static final int TENANTS = 50;

    final CollectedEvents events = new CollectedEvents();
    final InFlight inFlight = new InFlight();
    final Before before = new Before();
    final InMemoryTenantDirectory directory;
    final PassportIssuer passports;
    final ThreadPoolExecutor pool;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String contextPath;
    private final Container container;

    private Service(
            Kind kind,
            String contextPath,
            boolean believesForwarding,
            List<String> trusted,
            int filters,
            HttpServlet servlet) {
        directory = new InMemoryTenantDirectory(Stream.concat(
                        Stream.of("acme", "globex"), IntStream.range(0, TENANTS).mapToObj(i -> "t" + i))
                .map(Tenant::live)
                .toList());
        Clock clock = Clock.systemUTC();
        PassportOptions options =
                new PassportOptions("shop", List.of(SigningKey.generated()), Duration.ofMinutes(15), List.of());
        passports = new PassportIssuer(options, clock);
        List<TenantSource> sources = List.of(
                new PassportTenantSource(new PassportVerifier(options, clock)),
                new HeaderTenantSource(new TrustedPeers(trusted)),
                new PrincipalSource());
        Admission admission = new Admission(sources, directory, clock, inFlight);
        TenancyFilter filter = new TenancyFilter(admission, new WideEvents(events, clock, System::nanoTime))
                .noTenant("/health", "it is the same for everybody")
                .noTenant("/api/health", "it is the same for everybody")
                .noTenant("/public/*", "it is the same for everybody");
        this.contextPath = contextPath.equals("/") ? "" : contextPath;
        pool = new ThreadPoolExecutor(8, 8, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        container = kind.start(new Deployment(contextPath, pool, believesForwarding, context -> {
            FilterRegistration.Dynamic first = context.addFilter("before", before);
            first.setAsyncSupported(true);
            first.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
            Tenancy.register(filter, context);
            for (int more = 1; more < filters; more++) {
                context.addFilter("tenancy" + more, filter)
                        .addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
            }
            serve(context, servlet);
        }));
    }

    private static void serve(ServletContext context, HttpServlet servlet) {
        ServletRegistration.Dynamic registration = context.addServlet("servlet", servlet);
        registration.setAsyncSupported(true);
        registration.addMapping("/", "/api/*");
    }

    /** At the root, and trusting the loopback address. */
    static Service start(Kind kind, HttpServlet servlet) {
        return new Service(kind, "/", false, List.of("127.0.0.1"), 1, servlet);
    }

    static Service startAt(Kind kind, String contextPath) {
        return new Service(kind, contextPath, false, List.of("127.0.0.1"), 1, new Probe());
    }

    /** With the filter in the chain twice. */
    static Service startTwice(Kind kind) {
        return new Service(kind, "/", false, List.of("127.0.0.1"), 2, new Probe());
    }

    static Service startTrusting(Kind kind, boolean believesForwarding, String... trusted) {
        return new Service(kind, "/", believesForwarding, List.of(trusted), 1, new Probe());
    }

    int port() {
        return container.port();
    }

    Raw raw() {
        return new Raw(port());
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return client.send(request(path, headers), BodyHandlers.ofString());
    }

    HttpRequest request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port() + contextPath + path))
                .timeout(Duration.ofSeconds(60));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    String passport(String tenant) {
        return passports.issue(tenant(tenant), Set.of(), null);
    }

    Tenant tenant(String id) {
        return directory.find(new TenantId(id)).orElseThrow();
    }

    int inFlight(String id) {
        return inFlight.count(tenant(id));
    }

    void set(String id, TenantStatus status) {
        directory.replace(tenant(id), tenant(id).with(status));
    }

    /** Ends the container; the pool's threads stay, to be looked at. */
    @Override
    public void close() {
        container.close();
    }

    /** The tenant by the name of whoever authenticated. */
    private static final class PrincipalSource implements TenantSource {

        @Override
        public Resolution resolve(IncomingRequest request) {
            return request.principal()
                    .map(user -> Resolution.found(new TenantId(user.getName())))
                    .orElse(Resolution.absent());
        }

        @Override
        public String name() {
            return "principal";
        }
    }
}
