package dev.nostage.example;

import dev.nostage.tenancy.IncomingRequest;
import dev.nostage.tenancy.Resolution;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantRefusedException;
import dev.nostage.tenancy.TenantSource;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;

@Requires(property = "guide")
@Singleton
class ApiKeys implements TenantSource {

    private final Map<String, String> tenants = Map.of("k-1d9f27", "acme");

    @Override
    public Resolution resolve(IncomingRequest request) {
        List<String> keys = request.headers("Api-Key");
        if (keys.isEmpty()) {
            return Resolution.absent();
        }
        String tenant = keys.size() == 1 ? tenants.get(keys.get(0)) : null;
        return tenant == null
                ? Resolution.refused(new TenantRefusedException("An Api-Key that belongs to nobody"))
                : Resolution.found(new TenantId(tenant));
    }

    @Override
    public Set<String> headers() {
        return Set.of("Api-Key");
    }

    @Override
    public String name() {
        return "api-key";
    }
}
