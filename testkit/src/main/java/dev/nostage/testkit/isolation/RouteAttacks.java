package dev.nostage.testkit.isolation;

import dev.nostage.passport.Passport;
import dev.nostage.tenancy.HeaderTenantSource;
import dev.nostage.tenancy.Tenant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

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
                () -> routes.attack(harmless((victim, attacker) -> askedByNobody(victim)))));
        return new Surface(route.name(), attacks);
    }

    Surface ofTenants() {
        List<Attack> attacks = new ArrayList<>();
        attacks.add(refusing("with no tenant", (victim, attacker) -> Map.of()));
        attacks.add(new Attack(
                "with another tenant's ids",
                () -> routes.attack((victim, attacker) -> {
                    String outcome = harmless(this::asAnother).run(victim, attacker);
                    demandExercised(victim);
                    return outcome;
                })));
        routes.forgeries()
                .all()
                .forEach((name, forgery) -> attacks.add(refusing(
                        name,
                        (victim, attacker) -> Map.of(
                                Passport.HEADER, forgery.apply(new Forgeries.Forged(victim.tenant(), attacker))))));
        attacks.add(refusing(
                "with another's Tenant-Id beside its own passport",
                (victim, attacker) -> Map.of(
                        Passport.HEADER,
                        routes.forgeries().genuine(attacker),
                        HeaderTenantSource.HEADER,
                        victim.tenant().id().value())));
        if (route.isSafe()) {
            attacks.addAll(new ReadAttacks(routes, route).all());
        }
        return new Surface(route.name(), attacks);
    }

    /** An attack with headers for which the caller is to be refused. */
    private Attack refusing(String name, BiFunction<Victim, Tenant, Map<String, String>> headers) {
        return new Attack(
                name,
                () -> routes.attack(
                        harmless((victim, attacker) -> refused(victim, headers.apply(victim, attacker), name))));
    }

    /** The same, after which the victim is to be told what it was told before. */
    private Site.Assault harmless(Site.Assault assault) {
        if (route.isSafe()) {
            return assault;
        }
        return (victim, attacker) -> {
            List<Wording> before = routes.usage().told(victim, Patience.SHORT);
            String outcome = assault.run(victim, attacker);
            routes.usage().demandStillTold(before, victim, route.name());
            return outcome;
        };
    }

    private String askedByNobody(Victim victim) throws Exception {
        for (List<Given> given : route.given(victim)) {
            Reply reply = routes.send(route, given, Map.of());
            routes.judge(victim, reply, given, route);
        }
        return "nothing of a tenant's came, nothing changed";
    }

    String refused(Victim victim, Map<String, String> headers, String how) throws Exception {
        List<Given> given = routes.usage().givenBy(victim, route);
        Reply reply = routes.send(route, given, headers);
        routes.judge(victim, reply, given, route);
        boolean refused = route.hasNoBodyInAnswers() ? REFUSALS.contains(reply.status()) : reply.refusesTheCaller();
        if (!refused) {
            throw new LeakError(route.name() + " was not refused " + how + ", but answered " + reply
                    + ". If it works for nobody, write @NoTenant(because = \"…\") on it");
        }
        return "refused: " + reply.status();
    }

    private String asAnother(Victim victim, Tenant attacker) throws Exception {
        int status = 0;
        Set<List<Given>> asked = new HashSet<>();
        for (List<Given> given : route.given(victim)) {
            boolean compared = given.stream().anyMatch(Given::theirs)
                    && (asked.add(route.keys(given)) || route.isSafe()); // else it may meet what came of itself
            Wording before = compared ? asked(attacker, route.ofNobody(given)) : Wording.ANYTHING;
            Reply reply = routes.sendAs(attacker, route, given);
            routes.judge(victim, reply, given, route);
            status = reply.status();
            if (compared) {
                demandNothingLearnt(attacker, given, reply, before);
            }
        }
        return status + ", as for what never was";
    }

    /** @param before what was answered to what is nobody's, a moment earlier */
    private void demandNothingLearnt(Tenant attacker, List<Given> given, Reply reply, Wording before) throws Exception {
        List<Given> nobodys = route.ofNobody(given);
        Reply toNobodys = routes.sendAs(attacker, route, nobodys);
        boolean toldApart = route.asksByKeys(given)
                && !before.agreedWith(wording(toNobodys, nobodys)).isLike(wording(reply, given));
        if (toldApart || reply.status() != toNobodys.status()) {
            throw new LeakError(route.name() + " answered " + reply + " to " + route.said(given)
                    + ", which is another tenant's, and " + toNobodys
                    + " to what is nobody's: so one learns what others have");
        }
    }

    /** Whether it is answered otherwise than what is nobody's, but for what changes by itself. */
    private boolean meansSomething(Victim victim, List<Given> given, Reply reply) throws Exception {
        Wording one = asked(victim.tenant(), route.ofNobodyAtAll(given));
        Wording another = asked(victim.tenant(), route.ofNobodyAtAll(given));
        return !one.agreedWith(another).isLike(wording(reply, given));
    }

    private Wording asked(Tenant caller, List<Given> given) throws Exception {
        return wording(routes.sendAs(caller, route, given), given);
    }

    private static Wording wording(Reply reply, List<Given> given) {
        return Wording.of(reply, Route.echoes(given));
    }

    /** Whether the same requests mean something from their owner. */
    private void demandExercised(Victim victim) throws Exception {
        Usage.Use use = victim.use(route.name());
        boolean finds = route.isSafe() && route.takesInput();
        if (use != null && (use.tells() || !finds)) {
            return;
        }
        Reply last = null;
        try {
            for (List<Given> given : route.given(victim)) {
                last = routes.sendAs(victim.tenant(), route, given);
                if (last.isAccepted() && (!finds || meansSomething(victim, given, last))) {
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
                + ", whatever the suite sent" + (finds ? ", and so is what is nobody's" : "")
                + ". Override inputs(String surface)"
                + " and return what to send by name for \"" + route.name()
                + "\", or example(Class<?> type) for its body, or seed(Tenant tenant) and plant what it finds"
                + (finds ? "; or provenElsewhere(String surface), if it finds nothing of a tenant's" : ""));
    }
}
