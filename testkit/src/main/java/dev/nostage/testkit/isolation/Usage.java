package dev.nostage.testkit.isolation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How tenants use the routes themselves, so that they have something there and were told something. */
final class Usage {

    /** What deletes is left out: afterwards there would be nothing to attack. */
    private static final List<String> METHODS = List.of("POST", "PUT", "PATCH", "GET");

    private final Routes routes;
    private final Site site;

    /** Which of the tries each route accepted, to begin with it the next time. */
    private final Map<Route, Integer> accepted = new HashMap<>();

    private @Nullable Set<String> toldToAll;

    /** What stood in the rows of the first one that used the routes, for what keeps its first answer keeps that one's. */
    private final Secrets first = new Secrets();

    Usage(Routes routes) {
        this.routes = routes;
        this.site = routes.site();
    }

    Secrets first() {
        return first;
    }

    /** Uses the routes as a victim that has not yet. */
    void begin(Victim victim) throws Exception {
        if (!victim.usesRoutes()) {
            victim.isToldToAll(toldToAll());
            use(victim);
            first.removeAll(victim.values());
        }
    }

    /** One more tenant comes, and does all that a victim does. */
    void newcomer() throws Exception {
        use(site.newcomer());
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
        for (String method : METHODS) {
            for (Route route : routes.ofTenants()) {
                if (route.method().equals(method)) {
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
            Reply reply = routes.sendAs(victim.tenant(), route, all.get(i));
            boolean tells = victim.secrets().isIn(reply.body(), Answer.text(route.said(all.get(i))));
            if (reply.isAccepted() && (use == null || tells)) {
                use = new Use(all.get(i), reply, tells);
                best = i;
            }
            if (reply.isAccepted() && (tells || !route.isSafe())) {
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

    /** What its owner sends there, or would. */
    List<Given> givenBy(Victim victim, Route route) {
        Use use = victim.use(route.name());
        return use != null ? use.given() : route.given(victim).get(0);
    }

    /** The routes by which a victim reads. */
    List<Route> readBy(Victim victim) {
        return routes.ofTenants().stream()
                .filter(route -> route.isSafe() && victim.use(route.name()) != null)
                .toList();
    }

    /** What a victim is told by those. */
    List<Wording> told(Victim victim, Patience patience) throws Exception {
        List<Callable<Reply>> questions = new ArrayList<>();
        for (Route route : readBy(victim)) {
            questions.add(() -> routes.sendAs(victim.tenant(), route, givenBy(victim, route)));
        }
        return patience.ask(questions);
    }

    /** @throws LeakError if the victim is told something else than before */
    void demandStillTold(List<Wording> before, Victim victim, String by) throws Exception {
        if (!differing(before, told(victim, Patience.SHORT)).isEmpty()) {
            List<Wording> after = told(victim, Patience.LONG); // it may have been the time
            List<Integer> changed = differing(before, after);
            if (!changed.isEmpty()) {
                int i = changed.get(0);
                throw new LeakError(
                        by + " changed what " + readBy(victim).get(i).name() + " tells another tenant: first "
                                + before.get(i) + ", then " + after.get(i));
            }
        }
    }

    private static List<Integer> differing(List<Wording> before, List<Wording> after) {
        return IntStream.range(0, before.size())
                .filter(i -> !before.get(i).isLike(after.get(i)))
                .boxed()
                .toList();
    }

    /**
     * What a victim did by a route.
     *
     * @param tells whether it was told something of its own that it did not say itself
     */
    record Use(List<Given> given, Reply reply, boolean tells) {}
}
