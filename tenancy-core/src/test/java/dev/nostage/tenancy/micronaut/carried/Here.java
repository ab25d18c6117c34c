package dev.nostage.tenancy.micronaut.carried;

import dev.nostage.tenancy.Tenants;
import java.util.Objects;
import org.slf4j.MDC;

/** Whom the code that runs here works for, and says in its logs that it does. */
final class Here {

    static final String NOBODY = "nobody";

    private Here() {}

    static String who() {
        String who = Tenants.current().map(tenant -> tenant.id().value()).orElse(NOBODY);
        String logged = Objects.requireNonNullElse(MDC.get("tenant"), NOBODY);
        return who.equals(logged) ? who : who + ", logged as " + logged;
    }
}
