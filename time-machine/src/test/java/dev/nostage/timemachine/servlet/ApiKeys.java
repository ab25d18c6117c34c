package dev.nostage.timemachine.servlet;

import dev.nostage.tenancy.IncomingRequest;
import dev.nostage.tenancy.Resolution;
import dev.nostage.tenancy.TenantSource;
import java.util.List;
import java.util.Set;

/** A source of the application's. */
final class ApiKeys implements TenantSource {

    @Override
    public Resolution resolve(IncomingRequest request) {
        List<String> keys = request.headers("Api-Key");
        return Resolution.of(name(), keys.isEmpty() ? null : keys.get(0));
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
