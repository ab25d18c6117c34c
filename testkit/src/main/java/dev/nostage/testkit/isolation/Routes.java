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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The routes of the application's server. */
final class Routes implements Surfaces {

    private final Site site;
    private final @Nullable EmbeddedServer server;
    private final List<Route> routes = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Forgeries forgeries;

    /** Which of the tries each route accepted, to begin with it the next time. */
    private final Map<Route, Integer> accepted = new HashMap<>();

    private @Nullable Set<String> toldToAll;

    /** What stood in the rows of the first one that used the routes, for what keeps its first answer keeps that one's. */
    private final Secrets first = new Secrets();

    Routes(Site site) {
        this.site = site;
        this.forgeries = new Forgeries(site.application());
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

    @Override
    public List<Surface> surfaces() {
        return routes.stream().map(this::surface).toList();
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
        HttpRequest.Builder request = route.request(uri(route), given);
        headers.forEach(request::header);
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.headers().map(), response.body());
    }

    Reply sendAs(Tenant tenant, Route route, List<Given> given) throws Exception {
        return send(route, given, Map.of(Passport.HEADER, forgeries.genuine(tenant)));
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
            if (!victim.usesRoutes()) {
                victim.isToldToAll(toldToAll());
                use(victim);
                first.removeAll(victim.values());
            }
            return assault.run(victim, attacker);
        });
    }

    /** @throws LeakError if an answer to another has anything of theirs in it, the victim's or of whoever came before */
    void judge(Victim victim, Reply reply, List<Given> given, Route route) {
        String asked = Answer.text(route.said(given));
        victim.secrets().demandNoneIn(reply.text(), asked, route.name());
        first.demandNoneIn(reply.text(), asked, route.name());
        victim.demandUnchanged(route.name());
    }

    /** What routes tell another one that lives like a victim. */
    private Set<String> toldToAll() throws Exception {
        Set<String> known = toldToAll;
        if (known == null) {
            Victim bystander = site.newcomer();
            bystander.known().forEach(own -> first.add(own.value()));
            use(bystander);
            known = new HashSet<>();
            for (Known each : bystander.told()) {
                known.add(String.valueOf(each.value()));
            }
            toldToAll = known;
        }
        return known;
    }

    private void use(Victim victim) throws Exception {
        victim.useRoutes();
        for (String method : List.of("POST", "GET")) {
            for (Route route : routes) {
                if (route.method().equals(method)
                        && !route.isManagement()
                        && !route.annotations().hasStereotype(NoTenant.class)) {
                    use(route, victim);
                }
            }
        }
    }

    /** Tries until something is accepted, and best of all tells the victim something of its own. */
    private void use(Route route, Victim victim) throws Exception {
        List<List<Given>> all;
        try {
            all = route.given(victim);
        } catch (NotExercisedError e) {
            return; // said where the route is attacked
        }
        Integer usual = accepted.get(route);
        if (usual != null && usual < all.size()) {
            all.add(0, all.get(usual));
        }
        int best = -1;
        Use use = null;
        for (int i = 0; i < all.size(); i++) {
            Reply reply = sendAs(victim.tenant(), route, all.get(i));
            boolean tells = victim.secrets().isIn(reply.body());
            if (reply.isAccepted() && (use == null || tells)) {
                use = new Use(all.get(i), reply);
                best = i;
            }
            if (reply.isAccepted() && (tells || !route.isSafe() || usual != null)) {
                break;
            }
        }
        if (use != null) {
            if (usual == null) {
                accepted.put(route, best);
            }
            victim.used(route.name(), use);
            if (!route.isSafe()) {
                route.said(use.given()).forEach(victim::learn);
            }
            Json.read(use.reply().body(), victim::learn);
            victim.refresh();
        }
    }

    /** What a victim did by a route. */
    record Use(List<Given> given, Reply reply) {}
}
