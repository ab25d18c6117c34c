package dev.nostage.testkit.contract;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A store in memory that keeps the contract; classes below break a part of it. */
class Shelf implements TenantStore {

    final Map<TenantId, Long> things = new ConcurrentHashMap<>();

    void put(TenantId tenant, int more) {
        things.merge(tenant, (long) more, Long::sum);
    }

    @Override
    public String name() {
        return "shelf";
    }

    @Override
    public long purge(Tenant tenant) {
        return purge(tenant, () -> {});
    }

    /** One thing after another. */
    @Override
    public long purge(Tenant tenant, Runnable goesOn) {
        long removed = 0;
        while (residue(tenant) > 0) {
            goesOn.run();
            things.computeIfPresent(tenant.id(), (id, count) -> count == 1 ? null : count - 1);
            removed++;
        }
        return removed;
    }

    @Override
    public long residue(Tenant tenant) {
        return things.getOrDefault(tenant.id(), 0L);
    }
}
