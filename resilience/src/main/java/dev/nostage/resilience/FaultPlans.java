package dev.nostage.resilience;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantStatus;
import dev.nostage.tenancy.TenantUnknownException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Gives tenants that are not live their fault plans, which other instances learn as they learn of any change of a tenant. */
public final class FaultPlans {

    private final TenantDirectory directory;

    public FaultPlans(TenantDirectory directory) {
        this.directory = directory;
    }

    /**
     * Lets calls of a downstream fail for a tenant from now on, until it ends or the plan is taken back.
     *
     * @throws TenantUnknownException if there is no such tenant
     * @throws FaultRefusedException if the tenant is live
     */
    public Tenant plan(TenantId tenant, String downstream, FaultPlan plan) {
        return change(
                tenant, downstream, attributes -> attributes.put(FaultPlan.attribute(downstream), plan.toString()));
    }

    /**
     * Takes a plan back, if there is one.
     *
     * @throws TenantUnknownException if there is no such tenant
     * @throws FaultRefusedException if the tenant is live
     */
    public Tenant heal(TenantId tenant, String downstream) {
        return change(tenant, downstream, attributes -> attributes.remove(FaultPlan.attribute(downstream)));
    }

    private Tenant change(TenantId id, String downstream, Consumer<Map<String, String>> how) {
        while (true) {
            Tenant before = directory
                    .findNow(id)
                    .filter(tenant -> tenant.status() != TenantStatus.REMOVED)
                    .orElseThrow(() -> new TenantUnknownException(id));
            if (before.isLive()) {
                throw new FaultRefusedException(downstream, before);
            }
            Map<String, String> attributes = new HashMap<>(before.attributes());
            how.accept(attributes);
            Tenant after = before.with(attributes);
            if (directory.replace(before, after)) {
                return after;
            }
        }
    }
}
