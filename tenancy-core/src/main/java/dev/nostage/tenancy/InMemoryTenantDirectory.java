package dev.nostage.tenancy;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** A directory for one process: it forgets with it what was not in its seed. */
public final class InMemoryTenantDirectory implements TenantDirectory {

    /** By the ids' text, and as they are answered: each look-up through memory that no cache holds counts. */
    private final ConcurrentMap<String, Optional<Tenant>> tenants = new ConcurrentHashMap<>();

    /** The ids once more, in their order: a sorted map alone would compare a score of texts for each request. */
    private final NavigableSet<String> ids = new ConcurrentSkipListSet<>();

    private final ConcurrentMap<TenantId, Removal> removals = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Lease> leases = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if two tenants of the seed have one id */
    public InMemoryTenantDirectory(Collection<Tenant> seed) {
        this(new TenantSeed(List.copyOf(seed)));
    }

    public InMemoryTenantDirectory(TenantSeed seed) {
        seed.tenants().forEach(this::add);
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        return tenants.getOrDefault(id.value(), Optional.empty());
    }

    @Override
    public List<Tenant> list(@Nullable TenantId after, int limit) {
        NavigableSet<String> rest = after == null ? ids : ids.tailSet(after.value(), false);
        return rest.stream()
                .flatMap(id -> tenants.getOrDefault(id, Optional.empty()).stream())
                .filter(tenant -> tenant.status() != TenantStatus.REMOVED)
                .limit(limit)
                .toList();
    }

    @Override
    public boolean add(Tenant tenant) {
        boolean isNew = tenants.putIfAbsent(tenant.id().value(), Optional.of(tenant)) == null;
        ids.add(tenant.id().value());
        return isNew;
    }

    @Override
    public boolean replace(Tenant expected, Tenant changed) {
        return tenants.replace(expected.id().value(), Optional.of(expected), Optional.of(changed));
    }

    @Override
    public Optional<Removal> removal(TenantId id) {
        return Optional.ofNullable(removals.get(id));
    }

    @Override
    public boolean keep(@Nullable Removal expected, Removal changed) {
        return expected == null
                ? removals.putIfAbsent(changed.tenant(), changed) == null
                : removals.replace(changed.tenant(), expected, changed);
    }

    @Override
    public boolean lease(String name, String holder, Instant now, Instant until) {
        Lease wanted = new Lease(holder, until);
        Lease held = leases.compute(
                name, (what, present) -> present == null || present.isOpenTo(holder, now) ? wanted : present);
        if (!held.until().isAfter(now)) {
            leases.remove(name, held);
        }
        return held.equals(wanted);
    }

    private record Lease(String holder, Instant until) {

        boolean isOpenTo(String other, Instant now) {
            return holder.equals(other) || !now.isBefore(until);
        }
    }
}
