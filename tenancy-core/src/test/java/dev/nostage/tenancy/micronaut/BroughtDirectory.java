package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.Removal;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A directory that an application brings. It counts how often it is asked. */
@Singleton
@Requires(property = "spec.brought-directory")
class BroughtDirectory implements TenantDirectory {

    static final AtomicInteger FINDS = new AtomicInteger();

    private final TenantDirectory stored =
            new InMemoryTenantDirectory(List.of(Tenant.live("acme"), Tenant.live("globex")));

    @Override
    public Optional<Tenant> find(TenantId id) {
        FINDS.incrementAndGet();
        return stored.find(id);
    }

    @Override
    public List<Tenant> list(TenantId after, int limit) {
        return stored.list(after, limit);
    }

    @Override
    public boolean add(Tenant tenant) {
        return stored.add(tenant);
    }

    @Override
    public boolean replace(Tenant expected, Tenant changed) {
        return stored.replace(expected, changed);
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
