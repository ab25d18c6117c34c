package dev.nostage.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory that remembers for a while what it found, and what it did not. A change that is made through it is seen by
 * whoever asks after it; one that another instance makes is seen when the time to live is over.
 *
 * <p>Ids that no tenant has are remembered apart from tenants: whoever tries ids pushes no tenant out.
 */
public final class CachedTenantDirectory implements TenantDirectory {

    private final TenantDirectory directory;
    private final Duration timeToLive;
    private final Cache<TenantId, @Nullable Tenant> known;
    private final Cache<TenantId, Boolean> unknown;

    /** @param ticker machine time */
    public CachedTenantDirectory(TenantDirectory directory, DirectoryCacheOptions options, Ticker ticker) {
        this.directory = directory;
        this.timeToLive = options.remembersNothing() ? Duration.ZERO : options.timeToLive();
        Caffeine<Object, Object> bounds = Caffeine.newBuilder()
                .maximumSize(options.size())
                .expireAfterWrite(options.timeToLive())
                .ticker(ticker)
                .executor(Runnable::run);
        this.known = bounds.build();
        this.unknown = bounds.build();
    }

    /** Such a directory, where it is of use: one in memory, or one that remembers already, stays as it is. */
    public static TenantDirectory over(TenantDirectory directory, DirectoryCacheOptions options, Ticker ticker) {
        return directory instanceof InMemoryTenantDirectory
                        || directory instanceof CachedTenantDirectory
                        || options.remembersNothing()
                ? directory
                : new CachedTenantDirectory(directory, options, ticker);
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        Tenant remembered = known.getIfPresent(id);
        if (remembered != null || unknown.getIfPresent(id) != null) {
            return Optional.ofNullable(remembered);
        }
        return Optional.ofNullable(known.get(id, this::load));
    }

    /** Runs once for all who ask for an id at a time; what it throws is not remembered. */
    private @Nullable Tenant load(TenantId id) {
        if (unknown.getIfPresent(id) != null) {
            return null;
        }
        Tenant found = directory.findNow(id).orElse(null);
        if (found == null) {
            unknown.put(id, true);
        }
        return found;
    }

    @Override
    public Optional<Tenant> findNow(TenantId id) {
        return directory.findNow(id);
    }

    @Override
    public Duration staleness() {
        return timeToLive;
    }

    @Override
    public List<Tenant> list(@Nullable TenantId after, int limit) {
        return directory.list(after, limit);
    }

    @Override
    public boolean add(Tenant tenant) {
        try {
            return directory.add(tenant);
        } finally {
            forget(tenant.id());
        }
    }

    @Override
    public boolean replace(Tenant expected, Tenant changed) {
        try {
            return directory.replace(expected, changed);
        } finally {
            forget(expected.id());
        }
    }

    /**
     * Atomic with a load of the same id: one that has read what was there before is waited for, and what it found goes
     * too. {@link Cache#invalidate} promises nothing about an entry that is being loaded.
     */
    private void forget(TenantId id) {
        known.asMap().compute(id, (key, remembered) -> {
            unknown.invalidate(key);
            return null;
        });
    }

    @Override
    public Optional<Removal> removal(TenantId id) {
        return directory.removal(id);
    }

    @Override
    public boolean keep(@Nullable Removal expected, Removal changed) {
        return directory.keep(expected, changed);
    }

    @Override
    public boolean lease(String name, String holder, Instant now, Instant until) {
        return directory.lease(name, holder, now, until);
    }
}
