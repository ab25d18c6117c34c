package dev.nostage.tenancy;

import static dev.nostage.problem.Quoted.quoted;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenant for every request, to develop with. It does not stand in where others find none: it always names its tenant,
 * so a request that names another is refused.
 */
public final class FixedTenantSource implements TenantSource {

    private static final Logger LOG = LoggerFactory.getLogger(FixedTenantSource.class);

    private final TenantId tenant;

    /** @throws IllegalArgumentException if it is no tenant's id */
    public FixedTenantSource(String tenant) {
        if (!TenantId.isOne(tenant)) {
            throw new IllegalArgumentException(
                    "nostage.tenancy.fixed must be a tenant's id, and was " + quoted(tenant));
        }
        this.tenant = new TenantId(tenant);
    }

    /**
     * Warns that everybody is let in as this tenant.
     *
     * @throws IllegalStateException if there is no such tenant
     */
    public void announce(TenantDirectory directory) {
        if (directory.findNow(tenant).isEmpty()) {
            throw new IllegalStateException("nostage.tenancy.fixed names tenant \"" + tenant
                    + "\", which does not exist: seed it in nostage.tenancy.tenants, or open it before");
        }
        LOG.warn(
                "nostage.tenancy.fixed is set: whoever calls works for tenant \"{}\", with no proof. Develop with it, and"
                        + " never run it where anybody else can call",
                tenant);
    }

    @Override
    public Resolution resolve(IncomingRequest request) {
        return Resolution.found(tenant);
    }

    @Override
    public Set<String> headers() {
        return Set.of();
    }

    @Override
    public String name() {
        return "fixed tenant";
    }
}
