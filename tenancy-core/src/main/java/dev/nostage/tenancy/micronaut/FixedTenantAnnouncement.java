package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.FixedTenantSource;
import dev.nostage.tenancy.TenantDirectory;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;

/**
 * Says at the start that every request works for one tenant, or stops it: when all else that is made at the start has been
 * made, and may have seeded the directory, but before anything runs.
 */
@Context
@Order(Ordered.LOWEST_PRECEDENCE)
@Requires(beans = FixedTenantSource.class)
final class FixedTenantAnnouncement {

    FixedTenantAnnouncement(FixedTenantSource fixed, TenantDirectory directory) {
        fixed.announce(directory);
    }
}
