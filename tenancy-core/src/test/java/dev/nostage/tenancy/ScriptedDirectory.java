package dev.nostage.tenancy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A directory as a database would be: it counts how often it is asked, and a test says what happens meanwhile. */
final class ScriptedDirectory implements TenantDirectory {

    private final TenantDirectory stored;
    private final AtomicInteger finds = new AtomicInteger();
    private UnaryOperator<Optional<Tenant>> afterFind = found -> found;
    private Runnable afterChange = () -> {};

    ScriptedDirectory(Tenant... tenants) {
        this(new InMemoryTenantDirectory(List.of(tenants)));
    }

    ScriptedDirectory(TenantDirectory stored) {
        this.stored = stored;
    }

    void afterFind(UnaryOperator<Optional<Tenant>> then) {
        afterFind = then;
    }

    void afterChange(Runnable then) {
        afterChange = then;
    }

    int finds() {
        return finds.get();
    }

    /** A change that another instance makes. */
    void elsewhere(Tenant changed) {
        Tenant present = stored.find(changed.id()).orElse(null);
        if (present == null) {
            stored.add(changed);
        } else {
            stored.replace(present, changed);
        }
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        finds.incrementAndGet();
        return afterFind.apply(stored.find(id));
    }

    @Override
    public List<Tenant> list(TenantId after, int limit) {
        return stored.list(after, limit);
    }

    @Override
    public boolean add(Tenant tenant) {
        boolean added = stored.add(tenant);
        afterChange.run();
        return added;
    }

    @Override
    public boolean replace(Tenant expected, Tenant changed) {
        boolean replaced = stored.replace(expected, changed);
        afterChange.run();
        return replaced;
    }

    @Override
    public Optional<Removal> removal(TenantId id) {
        return stored.removal(id);
    }

    @Override
    public boolean keep(Removal expected, Removal changed) {
        return stored.keep(expected, changed);
    }

    @Override
    public boolean lease(String name, String holder, Instant now, Instant until) {
        return stored.lease(name, holder, now, until);
    }
}
