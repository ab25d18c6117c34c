package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantInitializer;
import dev.nostage.tenancy.TenantStore;
import dev.nostage.tenancy.Tenants;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A store that holds one thing of every tenant that was opened. */
@Singleton
final class Drawer implements TenantStore, TenantInitializer {

    private final Set<TenantId> welcomed = ConcurrentHashMap.newKeySet();

    @Override
    public void initialize(Tenant tenant) {
        welcomed.add(Tenants.require().id());
    }

    @Override
    public String name() {
        return "drawer";
    }

    @Override
    public long purge(Tenant tenant) {
        return welcomed.remove(Tenants.require().id()) ? 1 : 0;
    }

    @Override
    public long residue(Tenant tenant) {
        return welcomed.contains(Tenants.require().id()) ? 1 : 0;
    }
}
