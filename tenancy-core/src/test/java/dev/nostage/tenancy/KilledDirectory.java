package dev.nostage.tenancy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Another's directory, as a process sees it that is killed before one of its changes. */
record KilledDirectory(TenantDirectory shared, AtomicInteger changesLeft) implements TenantDirectory {

    KilledDirectory(TenantDirectory shared, int changes) {
        this(shared, new AtomicInteger(changes));
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        return shared.find(id);
    }

    @Override
    public List<Tenant> list(TenantId after, int limit) {
        return shared.list(after, limit);
    }

    @Override
    public boolean add(Tenant tenant) {
        change();
        return shared.add(tenant);
    }

    @Override
    public boolean replace(Tenant expected, Tenant changed) {
        change();
        return shared.replace(expected, changed);
    }

    @Override
    public Optional<Removal> removal(TenantId id) {
        return shared.removal(id);
    }

    @Override
    public boolean keep(Removal expected, Removal changed) {
        change();
        return shared.keep(expected, changed);
    }

    @Override
    public boolean lease(String name, String holder, Instant now, Instant until) {
        change();
        return shared.lease(name, holder, now, until);
    }

    private void change() {
        if (changesLeft.getAndDecrement() <= 0) {
            throw new Killed();
        }
    }

    static final class Killed extends RuntimeException {}
}
