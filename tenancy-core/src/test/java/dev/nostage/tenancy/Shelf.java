package dev.nostage.tenancy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in memory, with a fault and with things that stick to it when a test says so. */
final class Shelf implements TenantStore, TenantInitializer {

    private final String name;
    private final Map<TenantId, List<String>> things = new ConcurrentHashMap<>();
    private boolean broken;
    private boolean brokenAfterPurge;
    private final AtomicInteger purges = new AtomicInteger();
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

    /** Breaks down when a purge has done its work and before it can tell. */
    void breakDownAfterPurge(boolean down) {
        this.brokenAfterPurge = down;
    }

    int purges() {
        return purges.get();
    }

    int held(TenantId tenant) {
        return things.getOrDefault(tenant, List.of()).size();
    }

    /** This shelf, as one sees it who does something more before a purge. */
    TenantStore whenPurged(Runnable first) {
        return new TenantStore() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long purge(Tenant tenant) {
                first.run();
                return Shelf.this.purge(tenant);
            }

            @Override
            public long residue(Tenant tenant) {
                return Shelf.this.residue(tenant);
            }
        };
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
        purges.incrementAndGet();
        if (brokenAfterPurge) {
            throw new IllegalStateException(name + " is down");
        }
        return removed;
    }

    @Override
    public long residue(Tenant tenant) {
        return things.getOrDefault(Tenants.require().id(), List.of()).size();
    }
}
