package dev.nostage.testkit.isolation;

import dev.nostage.passport.Passport;
import dev.nostage.tenancy.HeaderTenantSource;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is tried with a header by which a source of the application's own may tell tenants. */
final class HeaderAttacks {

    /** The first two are tried on each route; the last is no header. */
    private static final List<String> LEFT_OUT = List.of(HeaderTenantSource.HEADER, Passport.HEADER, "*");

    private final Routes routes;
    private final String header;

    private HeaderAttacks(Routes routes, String header) {
        this.routes = routes;
        this.header = header;
    }

    static List<Surface> surfaces(Routes routes) {
        Set<String> headers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        routes.site()
                .application()
                .getBeansOfType(TenantSource.class)
                .forEach(source -> headers.addAll(source.headers()));
        LEFT_OUT.forEach(headers::remove);
        return headers.stream()
                .map(header -> new HeaderAttacks(routes, header).surface())
                .toList();
    }

    private Surface surface() {
        return new Surface(
                "header " + header,
                List.of(
                        new Attack("with another tenant's id alone", () -> routes.attack(this::alone)),
                        new Attack(
                                "with another tenant's id beside its own passport",
                                () -> routes.attack(this::beside))));
    }

    private String alone(Victim victim, Tenant attacker) throws Exception {
        List<Route> used = used(victim);
        for (Route route : used) {
            new RouteAttacks(routes, route).refused(victim, Map.of(header, id(victim)), "with " + header + " alone");
        }
        return "refused by " + used.size() + " routes";
    }

    private String beside(Victim victim, Tenant attacker) throws Exception {
        List<Route> used = used(victim);
        String passport = routes.forgeries().genuine(attacker);
        for (Route route : used) {
            List<Given> given = routes.usage().givenBy(victim, route);
            Reply reply = routes.send(route, given, Map.of(Passport.HEADER, passport, header, id(victim)));
            routes.judge(victim, reply, given, route);
        }
        return "nothing of theirs came by " + used.size() + " routes";
    }

    private static String id(Victim victim) {
        return victim.tenant().id().value();
    }

    private List<Route> used(Victim victim) {
        List<Route> used = routes.usage().readBy(victim);
        if (used.isEmpty()) {
            throw new NotExercisedError("Its own tenant reads by no route, so that nobody could tell whom " + header
                    + " lets in: override provenElsewhere(String surface) for \"header " + header + "\"");
        }
        return used;
    }
}
