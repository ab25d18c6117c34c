package dev.nostage.tenancy.micronaut.carried;

import dev.nostage.tenancy.Tenants;

/** Whom the code that runs here works for. */
final class Here {

    static final String NOBODY = "nobody";

    private Here() {}

    static String who() {
        return Tenants.current().map(tenant -> tenant.id().value()).orElse(NOBODY);
    }
}
