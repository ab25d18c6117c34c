package dev.nostage.tenancy.micronaut.sources;

import dev.nostage.tenancy.IncomingRequest;
import dev.nostage.tenancy.Resolution;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantSource;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** A source of an application's own. */
@Singleton
@Requires(property = "spec.company-source")
final class CompanySource implements TenantSource {

    @Override
    public Resolution resolve(IncomingRequest request) {
        return request.headers("Company").stream()
                .findFirst()
                .map(company -> Resolution.found(new TenantId(company)))
                .orElseGet(Resolution::absent);
    }

    @Override
    public String name() {
        return "company";
    }
}
