package dev.nostage.partitioning;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import dev.nostage.event.SecurityLog;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Work across tenants: it is worked for nobody, until somebody is bound again, and then the walls stand again. */
public final class Crossing {

    private static final Key<Crossing> KEY = Key.local("across-tenants");

    /** Work that it handed to others may still run then, and has it in its context. */
    private volatile boolean over;

    private Crossing() {}

    /** Whether what runs here may reach every tenant's rows. */
    public static boolean isOpen() {
        return isOpen(RequestContext.current());
    }

    /**
     * As {@link #isOpen()}, for whoever has asked already what is bound here.
     *
     * @param context {@code RequestContext.current()} of this very call: another knows nothing of what is bound
     */
    public static boolean isOpen(RequestContext context) {
        Crossing crossing = context.get(KEY);
        return crossing != null && !crossing.over && context.get(Tenants.KEY) == null;
    }

    /**
     * Passes if what runs here may reach every tenant's rows.
     *
     * @param what is reached for, for the message
     * @throws CrossTenantException if it may not
     */
    public static void demand(String what) {
        if (!isOpen()) {
            throw new CrossTenantException(
                    what,
                    what + " reaches every tenant's rows, and was asked "
                            + Tenants.current()
                                    .map(tenant -> "for tenant \"" + tenant.id() + "\"")
                                    .orElse("outside of such work")
                            + ": put @AcrossTenants(because = \"…\") on the method that needs it, and bind no tenant in it");
        }
    }

    /**
     * Runs work across tenants, and writes down who does and why.
     *
     * @param method what does, such as {@code Invoices.sum}
     */
    public static <V extends @Nullable Object> V call(
            String method, String because, AuditLog audit, SecurityLog security, Work<V, RuntimeException> work) {
        RequestContext present = RequestContext.current();
        Tenant before = present.get(Tenants.KEY);
        String tenant = before == null ? "nobody" : before.id().value();
        String operator = present.get(AuditLog.WHO);
        security.write("across-tenants", Map.of("tenant", tenant, "method", method, "because", because));
        return audit.call(operator == null ? "application" : operator, "cross " + method, action -> {
            action.tenant(tenant);
            Crossing crossing = new Crossing();
            try {
                return present.without(Tenants.KEY).with(KEY, crossing).call(work);
            } finally {
                crossing.over = true;
            }
        });
    }
}
