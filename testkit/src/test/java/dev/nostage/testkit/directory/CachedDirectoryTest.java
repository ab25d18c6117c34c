package dev.nostage.testkit.directory;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.nostage.tenancy.CachedTenantDirectory;
import dev.nostage.tenancy.DirectoryCacheOptions;
import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.testkit.TenantDirectoryContract;
import java.time.Duration;
import java.util.List;

/** Two instances, each with a cache in which nothing ever expires. */
final class CachedDirectoryTest extends TenantDirectoryContract {

    private final TenantDirectory shared = new InMemoryTenantDirectory(List.of());

    @Override
    protected TenantDirectory emptyDirectory() {
        return cached();
    }

    @Override
    protected TenantDirectory anotherInstanceOf(TenantDirectory directory) {
        return cached();
    }

    private TenantDirectory cached() {
        return new CachedTenantDirectory(
                shared, new DirectoryCacheOptions(100, Duration.ofHours(1)), Ticker.disabledTicker());
    }
}
