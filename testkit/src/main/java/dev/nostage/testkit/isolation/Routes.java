package dev.nostage.testkit.isolation;

import dev.nostage.passport.Passport;
import dev.nostage.tenancy.NoTenant;
import dev.nostage.tenancy.Tenant;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The routes of the application's server. */
final class Routes implements Surfaces {

    private final Site site;
    private final @Nullable EmbeddedServer server;
    private final List<Route> routes = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Forgeries forgeries;

    private final Usage usage;

    Routes(Site site) {
        this.site = site;
        this.forgeries = new Forgeries(site.application());
        this.usage = new Usage(this);
        this.server = site.application().findBean(EmbeddedServer.class).orElse(null);
        List<Route> all = site.application().getBeansOfType(Router.class).stream()
                .limit(1) // a filtered one is made of the other
                .flatMap(Router::uriRoutes)
                .map(info -> new Route(info, site))
                .collect(Collectors.toMap(Route::identity, route -> route, (one, same) -> one))
                .values()
                .stream()
                .sorted(Comparator.comparing(Route::name))
                .toList();
        all.stream().filter(route -> all.stream().noneMatch(route::isHeadOf)).forEach(routes::add);
        if (!routes.isEmpty() && (server == null || !server.isRunning())) {
            throw new NotExercisedError(
                    "The application has routes, and its server does not run: leave startApplication"
                            + " of @MicronautTest as it is");
        }
    }

    Site site() {
        return site;
    }

    Forgeries forgeries() {
        return forgeries;
    }

    Usage usage() {
        return usage;
    }

    /** Those that a tenant uses. */
    List<Route> ofTenants() {
        return routes.stream()
                .filter(route -> !route.isManagement() && !route.annotations().hasStereotype(NoTenant.class))
                .toList();
    }

    @Override
    public List<Surface> surfaces() {
        return Stream.concat(
                        routes.stream().map(this::surface),
                        ofTenants().isEmpty() ? Stream.of() : HeaderAttacks.surfaces(this).stream())
                .toList();
    }

    private Surface surface(Route route) {
        RouteAttacks attacks = new RouteAttacks(this, route);
        if (route.isManagement()) {
            return Surface.told(route.name(), "works for the operator", "a management endpoint of Micronaut's");
        }
        return route.annotations().hasStereotype(NoTenant.class)
                ? attacks.ofNobody(route.annotations()
                        .stringValue(NoTenant.class, "because")
                        .orElse(""))
                : attacks.ofTenants();
    }

    /** A request with these headers besides. */
    Reply send(Route route, List<Given> given, Map<String, String> headers) throws Exception {
        return reply(client.send(request(route, given, headers), HttpResponse.BodyHandlers.ofString()));
    }

    private HttpRequest request(Route route, List<Given> given, Map<String, String> headers) {
        HttpRequest.Builder request = route.request(uri(route), given);
        headers.forEach(request::header);
        return request.build();
    }

    private static Reply reply(HttpResponse<String> response) {
        return new Reply(response.statusCode(), response.headers().map(), response.body());
    }

    Reply sendAs(Tenant tenant, Route route, List<Given> given) throws Exception {
        return send(route, given, passport(tenant));
    }

    /** The same, without waiting for the answer. */
    CompletableFuture<Reply> beginAs(Tenant tenant, Route route, List<Given> given) {
        HttpRequest request = request(route, given, passport(tenant));
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(Routes::reply);
    }

    private Map<String, String> passport(Tenant tenant) {
        return Map.of(Passport.HEADER, forgeries.genuine(tenant));
    }

    private URI uri(Route route) {
        EmbeddedServer running = Objects.requireNonNull(server, "a server");
        Integer port = route.port();
        return port == null
                ? running.getURI()
                : URI.create(running.getScheme() + "://" + running.getHost() + ":" + port);
    }

    /** An attack on a victim that has used the routes itself, so that it has something there and was told something. */
    String attack(Site.Assault assault) throws Exception {
        return site.attack((victim, attacker) -> {
            usage.begin(victim);
            return assault.run(victim, attacker);
        });
    }

    /** @throws LeakError if an answer to another has anything of theirs in it, the victim's or of whoever came before */
    void judge(Victim victim, Reply reply, List<Given> given, Route route) {
        String asked = Answer.text(route.said(given));
        victim.secrets().demandNoneIn(reply.text(), asked, route.name());
        usage.first().demandNoneIn(reply.text(), asked, route.name());
        victim.demandUnchanged(route.name());
    }
}
