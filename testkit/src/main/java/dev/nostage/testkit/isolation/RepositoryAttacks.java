package dev.nostage.testkit.isolation;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is tried against a method of a repository. */
final class RepositoryAttacks {

    /** Where Micronaut Data begins to speak SQL. */
    private static final String SQL_BEGINS = "io.micronaut.data.jdbc.";

    private final Site site;
    private final RepositoryMethod method;

    RepositoryAttacks(Site site, RepositoryMethod method) {
        this.site = site;
        this.method = method;
    }

    Surface surface() {
        List<Attack> attacks = new ArrayList<>();
        attacks.add(new Attack("with no tenant", () -> site.attack((victim, attacker) -> asNobody(victim))));
        attacks.add(new Attack("with another tenant's ids and rows", () -> site.attack(this::asAnother)));
        if (method.isSteady()) {
            attacks.add(new Attack("while another tenant is opened", () -> site.attack(this::asOthersCome)));
        }
        if (method.isLate()) {
            attacks.add(new Attack("asked by one tenant, read by another", () -> site.attack(this::readByAnother)));
        }
        return new Surface(method.name(), attacks);
    }

    private String asNobody(Victim victim) {
        List<@Nullable Object> arguments = method.arguments(victim).get(0);
        Answer answer = RequestContext.empty().call(() -> method.answer(arguments));
        Throwable thrown = answer.thrown();
        if (!(thrown instanceof TenantMissingException)) {
            throw new LeakError(method.name() + " was not refused where no tenant is bound: " + answer);
        }
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().startsWith(SQL_BEGINS)) {
                throw new LeakError(
                        method.name() + " was refused where no tenant is bound, but not before its SQL: " + frame);
            }
        }
        victim.demandUnchanged(method.name());
        return "refused before any SQL";
    }

    private String asAnother(Victim victim, Tenant attacker) {
        List<List<@Nullable Object>> all = method.arguments(victim);
        Answer last = new Answer(null, null);
        for (List<@Nullable Object> arguments : all) {
            last = Tenants.callAs(attacker, () -> method.answer(arguments));
            victim.secrets().demandNoneIn(last.text(), Answer.text(arguments), method.name());
            victim.demandUnchanged(method.name());
            if (method.takesNothing() && last.isIntegrityViolation()) {
                throw new LeakError(method.name() + " met rows of another tenant: " + last);
            }
        }
        demandExercised(victim);
        return last.refusalOr("nothing of theirs came, nothing of theirs changed");
    }

    /** Whether the same call means something to its owner: else it proved nothing that it meant nothing to another. */
    private void demandExercised(Victim victim) {
        Answer last = new Answer(null, null);
        for (List<@Nullable Object> arguments : method.arguments(victim)) {
            last = Tenants.callAs(victim.tenant(), () -> method.answer(arguments));
            boolean unchanged = victim.isUnchanged();
            if (!unchanged) {
                site.discardVictim();
            }
            if (!unchanged || last.hasSomething() || last.isIntegrityViolation()) {
                return;
            }
        }
        throw new NotExercisedError(
                method.name() + " gave its own tenant nothing, whatever the suite called it with; the last was " + last
                        + ". Override inputs(String surface) and return its arguments by name for \"" + method.name()
                        + "\", or seed(Tenant tenant) and plant what it finds",
                last.thrown());
    }

    private String asOthersCome(Victim victim, Tenant attacker) {
        List<List<@Nullable Object>> all = method.arguments(victim);
        site.clearNewcomer();
        List<String> before = answers(all, attacker);
        List<String> again = answers(all, attacker);
        site.newcomer();
        List<String> after = answers(all, attacker);
        for (int i = 0; i < all.size(); i++) {
            boolean steady = before.get(i).equals(again.get(i));
            if (steady && !before.get(i).equals(after.get(i))) {
                throw new LeakError(
                        method.name() + " answered another tenant otherwise, when rows came that are not its"
                                + " own: first " + Secrets.shortened(before.get(i)) + ", then "
                                + Secrets.shortened(after.get(i)));
            }
        }
        return "the same answer before and after";
    }

    private List<String> answers(List<List<@Nullable Object>> all, Tenant attacker) {
        return all.stream()
                .map(arguments -> Tenants.callAs(attacker, () -> method.answer(arguments)))
                .map(Answer::ending)
                .toList();
    }

    private String readByAnother(Victim victim, Tenant attacker) {
        List<@Nullable Object> arguments = method.arguments(victim).stream()
                .filter(each -> Tenants.callAs(victim.tenant(), () -> method.answer(each))
                        .hasSomething())
                .findFirst()
                .orElseThrow(() -> new NotExercisedError(method.name()
                        + " gave its own tenant nothing to hand to another. Override inputs(String surface) and return"
                        + " its arguments by name for \"" + method.name() + "\""));
        Answer read = method.handedOn(arguments, victim.tenant(), attacker);
        victim.secrets().demandNoneIn(read.text(), Answer.text(arguments), method.name());
        if (read.hasSomething()) {
            throw new LeakError(method.name() + ", asked by one tenant, was read by another: " + read);
        }
        site.discardVictim(); // what writes wrote for it
        return read.refusalOr("nothing came");
    }
}
