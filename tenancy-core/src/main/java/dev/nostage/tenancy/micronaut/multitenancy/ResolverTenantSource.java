package dev.nostage.tenancy.micronaut.multitenancy;

import dev.nostage.tenancy.IncomingRequest;
import dev.nostage.tenancy.Resolution;
import dev.nostage.tenancy.TenantSource;
import io.micronaut.multitenancy.exceptions.TenantNotFoundException;
import io.micronaut.multitenancy.tenantresolver.TenantResolver;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a resolver of micronaut-multitenancy says.
 *
 * @param name the resolver's class
 * @param resolving asks it
 */
record ResolverTenantSource(String name, Function<IncomingRequest, @Nullable Object> resolving)
        implements TenantSource {

    /** {@link TenantResolver#DEFAULT} is how a resolver says that it found none. */
    @Override
    public Resolution resolve(IncomingRequest request) {
        try {
            Object resolved = resolving.apply(request);
            return Resolution.of(name, TenantResolver.DEFAULT.equals(resolved) ? null : resolved);
        } catch (TenantNotFoundException e) { // this is how it says so by an exception
            return Resolution.absent();
        }
    }
}
