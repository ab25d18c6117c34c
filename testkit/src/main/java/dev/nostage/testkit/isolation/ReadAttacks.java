package dev.nostage.testkit.isolation;

import dev.nostage.tenancy.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** What is tried besides against a route that only reads. */
final class ReadAttacks {

    private static final int PAIRS_AT_ONCE = 20;

    /** For whoever mixes two requests up does so now and then. */
    private static final int TIMES = 5;

    private final Routes routes;
    private final Route route;

    ReadAttacks(Routes routes, Route route) {
        this.routes = routes;
        this.route = route;
    }

    List<Attack> all() {
        return List.of(
                new Attack("while another tenant is opened", () -> routes.attack(this::asOthersCome)),
                new Attack("at once with another tenant", () -> routes.attack(this::atOnce)));
    }

    /** Where an answer changed, looks again, and longer: it may have been the time. */
    private String asOthersCome(Victim victim, Tenant attacker) throws Exception {
        List<Change> changes = changes(route.given(victim), attacker, Patience.SHORT);
        if (!changes.isEmpty()) {
            changes = changes(changes.stream().map(Change::given).toList(), attacker, Patience.LONG);
        }
        if (!changes.isEmpty()) {
            Change change = changes.get(0);
            throw new LeakError(
                    route.name() + " answered another tenant otherwise, when one came that has nothing to do"
                            + " with it: first " + change.before() + ", then " + change.after());
        }
        return "the same answer before and after";
    }

    private List<Change> changes(List<List<Given>> all, Tenant attacker, Patience patience) throws Exception {
        List<Callable<Reply>> questions = new ArrayList<>();
        all.forEach(given -> questions.add(() -> routes.sendAs(attacker, route, given)));
        routes.site().clearNewcomer();
        List<Wording> before = patience.ask(questions);
        routes.usage().newcomer();
        List<Wording> after = patience.ask(questions);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!before.get(i).isLike(after.get(i))) {
                changes.add(new Change(all.get(i), before.get(i), after.get(i)));
            }
        }
        return changes;
    }

    private record Change(List<Given> given, Wording before, Wording after) {}

    private String atOnce(Victim victim, Tenant attacker) throws Exception {
        List<Given> given = routes.usage().givenBy(victim, route);
        for (int i = 0; i < TIMES; i++) {
            askAtOnce(victim, attacker, given);
        }
        return "nothing of theirs in " + TIMES * PAIRS_AT_ONCE + " answers";
    }

    private void askAtOnce(Victim victim, Tenant attacker, List<Given> given) throws Exception {
        List<CompletableFuture<Reply>> owners = new ArrayList<>();
        List<CompletableFuture<Reply>> others = new ArrayList<>();
        for (int i = 0; i < PAIRS_AT_ONCE; i++) {
            owners.add(routes.beginAs(victim.tenant(), route, given));
            others.add(routes.beginAs(attacker, route, given));
        }
        for (CompletableFuture<Reply> owner : owners) {
            owner.get();
        }
        for (CompletableFuture<Reply> other : others) {
            routes.judge(victim, other.get(), given, route);
        }
    }
}
