package dev.nostage.timemachine;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.context.RequestContext;
import dev.nostage.event.WideEvent;
import dev.nostage.passport.Passport;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.AuditLog.Action;
import dev.nostage.tenancy.AuditLog.Audited;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.security.Principal;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Each journey as a line of the audit log, refused ones too: who, when in truth, to when and how, and on which route. */
final class TravelLog {

    private static final String TRAVEL = "travel";

    /** Of a principal: subjects of OpenID Connect and names of directories are long, and differ at their ends. */
    private static final int LONGEST_NAME = 256;

    private final AuditLog audit;

    TravelLog(Clock systemTime) {
        this.audit = new AuditLog(systemTime);
    }

    /**
     * Writes down a journey of a request, whose holder of a passport or operator answers for it. Of others, of whom nobody
     * knows who they are, not every refusal is written; as many of each tenant's as of any other's.
     *
     * @param principal whoever authenticated, who answers for it where no passport does
     * @param present the context before the journey
     */
    <V extends @Nullable Object> V ofRequest(
            Optional<Principal> principal, RequestContext present, Audited<V> departure) {
        Audited<V> told = told(present, departure);
        String who = who(present);
        if (who == null && principal.isPresent()) {
            who = "principal " + quoted(principal.get().getName(), LONGEST_NAME);
        }
        if (who != null) {
            return audit.call(who, TRAVEL, told);
        }
        Tenant tenant = present.get(Tenants.KEY);
        return tenant == null
                ? audit.callOfStranger("stranger", TRAVEL, told)
                : audit.callOfStranger(tenant, "caller", TRAVEL, told);
    }

    /** Writes down a journey that code began. */
    <V extends @Nullable Object> V ofCode(RequestContext present, AsOf asOf, Audited<V> departure) {
        String who = who(present);
        return audit.call(who == null ? "application" : who, TRAVEL, told(present, action -> {
            note(action, "as_of", asOf);
            return departure.call(action);
        }));
    }

    /**
     * Notes to when a journey leads, once that is known.
     *
     * @param what {@code as_of}; {@code asked} of what a header asks for beside a passport that leads elsewhere
     */
    static void note(Action action, String what, AsOf asOf) {
        action.note(what, asOf.target()).note(what + "_mode", asOf.mode().wireName());
    }

    private static <V extends @Nullable Object> Audited<V> told(RequestContext present, Audited<V> departure) {
        return action -> {
            Tenant tenant = present.get(Tenants.KEY);
            if (tenant != null) {
                action.tenant(tenant.id().value());
            }
            WideEvent event = present.get(WideEvent.KEY);
            Object route = event == null ? null : event.notes().get("route");
            if (route != null) {
                action.note("route", route);
            }
            return departure.call(action);
        };
    }

    private static @Nullable String who(RequestContext present) {
        String operator = present.get(AuditLog.WHO);
        return operator != null
                ? operator
                : Passport.of(present).map(held -> "passport " + held.id()).orElse(null);
    }
}
