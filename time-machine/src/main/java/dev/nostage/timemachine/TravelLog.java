package dev.nostage.timemachine;

import dev.nostage.context.RequestContext;
import dev.nostage.event.WideEvent;
import dev.nostage.passport.Passport;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.AuditLog.Audited;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Each journey as a line of the audit log, refused ones too: who, when in truth, to when and how, and on which route. */
final class TravelLog {

    private final AuditLog audit;

    TravelLog(Clock systemTime) {
        this.audit = new AuditLog(systemTime);
    }

    /**
     * @param present the context before the journey
     * @param other who travels, if it is neither an operator nor the holder of a passport
     */
    <V extends @Nullable Object> V write(RequestContext present, String other, AsOf asOf, Audited<V> departure) {
        return audit.call(who(present, other), "travel", action -> {
            Tenant tenant = present.get(Tenants.KEY);
            if (tenant != null) {
                action.tenant(tenant.id().value());
            }
            action.note("as_of", asOf.target()).note("as_of_mode", asOf.mode().wireName());
            WideEvent event = present.get(WideEvent.KEY);
            Object route = event == null ? null : event.notes().get("route");
            if (route != null) {
                action.note("route", route);
            }
            return departure.call(action);
        });
    }

    private static String who(RequestContext present, String other) {
        String operator = present.get(AuditLog.WHO);
        return operator != null
                ? operator
                : Passport.of(present).map(held -> "passport " + held.id()).orElse(other);
    }
}
