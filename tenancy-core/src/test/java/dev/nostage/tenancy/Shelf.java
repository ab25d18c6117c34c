package dev.nostage.tenancy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A store in memory, with a fault and with things that stick to it when a test says so. */
final class Shelf implements TenantStore, TenantInitializer {

    private final String name;
    private final Map<TenantId, List<String>> things = new ConcurrentHashMap<>();
    private boolean broken;
    private int sticky;

    Shelf(String name) {
        this.name = name;
    }

    void put(TenantId tenant, String... more) {
        things.computeIfAbsent(tenant, id -> new ArrayList<>()).addAll(List.of(more));
    }

    void breakDown(boolean down) {
        this.broken = down;
    }

    void stick(int count) {
        this.sticky = count;
    }

    /** Puts a thing there for the tenant that is bound, as application code would. */
    @Override
    public void initialize(Tenant tenant) {
        put(Tenants.require().id(), "welcome");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long purge(Tenant tenant) {
        if (broken) {
            throw new IllegalStateException(name + " is down");
        }
        List<String> own = things.getOrDefault(Tenants.require().id(), new ArrayList<>());
        int removed = Math.max(0, own.size() - sticky);
        own.subList(0, removed).clear();
        return removed;
    }

    @Override
    public long residue(Tenant tenant) {
        return things.getOrDefault(Tenants.require().id(), List.of()).size();
    }
}
