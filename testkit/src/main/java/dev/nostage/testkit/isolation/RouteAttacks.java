package dev.nostage.testkit.isolation;

import dev.nostage.passport.Passport;
import dev.nostage.tenancy.HeaderTenantSource;
import dev.nostage.tenancy.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is tried against a route. */
final class RouteAttacks {

    private static final List<Integer> REFUSALS = List.of(400, 401, 403);

    private final Routes routes;
    private final Route route;
    private final Site site;

    RouteAttacks(Routes routes, Route route) {
        this.routes = routes;
        this.route = route;
        this.site = routes.site();
    }

    /** One that works for nobody, for a reason. */
    Surface ofNobody(String because) {
        List<Attack> attacks = new ArrayList<>(
                Surface.told(route.name(), "works for nobody", because).attacks());
        attacks.add(new Attack(
                "with no tenant, and a tenant's ids",
                () -> routes.attack((victim, attacker) -> askedByNobody(victim))));
        return new Surface(route.name(), attacks);
    }

    Surface ofTenants() {
        List<Attack> attacks = new ArrayList<>();
        attacks.add(new Attack(
                "with no tenant",
                () -> routes.attack((victim, attacker) -> refused(victim, Map.of(), "with no tenant"))));
        attacks.add(new Attack("with another tenant's ids", () -> routes.attack(this::asAnother)));
        routes.forgeries()
                .all()
                .forEach((name, forgery) -> attacks.add(new Attack(
                        name,
                        () -> routes.attack((victim, attacker) -> refused(
                                victim,
                                Map.of(Passport.HEADER, forgery.apply(new Forgeries.Forged(victim.tenant(), attacker))),
                                name)))));
        attacks.add(
                new Attack("with another's Tenant-Id beside its own passport", () -> routes.attack(this::mismatched)));
        return new Surface(route.name(), attacks);
    }

    private String askedByNobody(Victim victim) throws Exception {
        for (List<Given> given : route.given(victim)) {
            Reply reply = routes.send(route, given, Map.of());
            routes.judge(victim, reply, given, route);
        }
        return "nothing of a tenant's came, nothing changed";
    }

    private String refused(Victim victim, Map<String, String> headers, String how) throws Exception {
        List<Given> given = theOnesThatItsOwnerSent(victim);
        Reply reply = routes.send(route, given, headers);
        routes.judge(victim, reply, given, route);
        boolean refused = route.hasNoBodyInAnswers() ? REFUSALS.contains(reply.status()) : reply.refusesTheCaller();
        if (!refused) {
            throw new LeakError(route.name() + " was not refused " + how + ", but answered " + reply
                    + ". If it works for nobody, write @NoTenant(because = \"…\") on it");
        }
        return "refused: " + reply.status();
    }

    private List<Given> theOnesThatItsOwnerSent(Victim victim) {
        Routes.Use use = victim.use(route.name());
        return use != null ? use.given() : route.given(victim).get(0);
    }

    private String asAnother(Victim victim, Tenant attacker) throws Exception {
        int status = 0;
        for (List<Given> given : route.given(victim)) {
            Reply reply = routes.sendAs(attacker, route, given);
            routes.judge(victim, reply, given, route);
            status = reply.status();
            if (given.stream().anyMatch(Given::theirs)) {
                Reply toNobodys = routes.sendAs(attacker, route, route.ofNobody(given));
                if (toNobodys.status() != status) {
                    throw new LeakError(route.name() + " answered " + status + " to " + route.said(given)
                            + ", which is another tenant's, and " + toNobodys.status()
                            + " to what is nobody's: so one learns what others have");
                }
            }
        }
        demandExercised(victim);
        return status + ", as for what never was";
    }

    /** Whether the same requests mean something from their owner. */
    private void demandExercised(Victim victim) throws Exception {
        if (victim.use(route.name()) != null) {
            return;
        }
        Reply last = null;
        try {
            for (List<Given> given : route.given(victim)) {
                last = routes.sendAs(victim.tenant(), route, given);
                if (last.isAccepted()) {
                    return;
                }
            }
        } finally {
            if (!route.isSafe()) {
                site.discardVictim();
            }
        }
        throw new NotExercisedError(route.name()
                + " was answered its own tenant with " + last
                + ", whatever the suite sent. Override inputs(String surface)"
                + " and return what to send by name for \"" + route.name()
                + "\", or example(Class<?> type) for its body, or seed(Tenant tenant) and plant what it finds");
    }

    private String mismatched(Victim victim, Tenant attacker) throws Exception {
        List<Given> given = theOnesThatItsOwnerSent(victim);
        Reply reply = routes.send(
                route,
                given,
                Map.of(
                        Passport.HEADER,
                        routes.forgeries().genuine(attacker),
                        HeaderTenantSource.HEADER,
                        victim.tenant().id().value()));
        routes.judge(victim, reply, given, route);
        if (reply.isAccepted()) {
            throw new LeakError(route.name() + " answered a request whose Tenant-Id and passport disagree: " + reply);
        }
        return "refused: " + reply.status();
    }
}
