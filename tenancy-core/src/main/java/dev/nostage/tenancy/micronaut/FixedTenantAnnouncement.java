package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.FixedTenantSource;
import dev.nostage.tenancy.TenantDirectory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;

/** Says at the start that every request works for one tenant; last of all, when whatever seeds the directory has done so. */
@Singleton
@Requires(beans = FixedTenantSource.class)
final class FixedTenantAnnouncement implements ApplicationEventListener<StartupEvent>, Ordered {

    private final FixedTenantSource fixed;
    private final TenantDirectory directory;

    FixedTenantAnnouncement(FixedTenantSource fixed, TenantDirectory directory) {
        this.fixed = fixed;
        this.directory = directory;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        fixed.announce(directory);
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
