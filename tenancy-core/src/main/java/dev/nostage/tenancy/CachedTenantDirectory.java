package dev.nostage.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory that remembers for a while what it found, and what it did not. A change that is made through it is seen by
 * whoever asks after it; one that another instance makes is seen when the time to live is over, which begins before the
 * directory behind is asked.
 *
 * <p>Ids that no tenant has are remembered apart from tenants: whoever tries ids pushes no tenant out.
 */
public final class CachedTenantDirectory implements TenantDirectory {

    private static final int TRIES = 2;

    private final TenantDirectory directory;
    private final Duration timeToLive;
    private final Ticker ticker;
    private final Cache<TenantId, @Nullable Look> known;
    private final Cache<TenantId, Look> unknown;

    /** @param ticker machine time */
    public CachedTenantDirectory(TenantDirectory directory, DirectoryCacheOptions options, Ticker ticker) {
        this.directory = directory;
        this.timeToLive = options.remembersNothing() ? Duration.ZERO : options.timeToLive();
        this.ticker = ticker;
        Caffeine<TenantId, Look> bounds = Caffeine.newBuilder()
                .maximumSize(options.size())
                .expireAfter(new FromTheLook(timeToLive.toNanos()))
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
        Look remembered = known.getIfPresent(id);
        if (remembered != null) {
            return remembered.found;
        }
        if (unknown.getIfPresent(id) != null) {
            return Optional.empty();
        }
        Look look = known.get(id, this::load);
        return look == null ? Optional.empty() : look.found;
    }

    /** Runs once for all who ask for an id at a time; what it throws is not remembered. */
    private @Nullable Look load(TenantId id) {
        if (unknown.getIfPresent(id) != null) {
            return null;
        }
        Look look = look(id);
        if (look.found.isPresent()) {
            return look;
        }
        unknown.put(id, look);
        return null;
    }

    private Look look(TenantId id) {
        for (int tries = 0; tries < TRIES; tries++) {
            long begun = ticker.read();
            Look look = new Look(directory.findNow(id), begun);
            if (timeToLive.isZero() || ticker.read() - begun < timeToLive.toNanos()) {
                return look;
            }
        }
        throw new IllegalStateException("The tenant directory takes longer to answer than its answers may be old ("
                + timeToLive + "), and what was read so long ago may be wrong: look after the directory, or give"
                + " nostage.tenancy.directory-cache.time-to-live more time");
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
        known.asMap().compute(id, (key, look) -> {
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

    /** @param begun the ticker's reading before the directory was asked */
    private record Look(Optional<Tenant> found, long begun) {}

    private record FromTheLook(long nanos) implements Expiry<TenantId, Look> {

        @Override
        public long expireAfterCreate(TenantId id, Look look, long now) {
            return nanos - (now - look.begun);
        }

        @Override
        public long expireAfterUpdate(TenantId id, Look look, long now, long left) {
            return expireAfterCreate(id, look, now);
        }

        @Override
        public long expireAfterRead(TenantId id, Look look, long now, long left) {
            return left;
        }
    }
}
