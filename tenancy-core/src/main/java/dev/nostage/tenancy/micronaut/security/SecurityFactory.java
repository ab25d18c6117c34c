package dev.nostage.tenancy.micronaut.security;

import dev.nostage.tenancy.OperatorRole;
import dev.nostage.tenancy.PrincipalTenantSource;
import dev.nostage.tenancy.micronaut.OperatorEnabled;
import dev.nostage.tenancy.micronaut.SourceOrder;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.security.authentication.Authentication;
import java.security.Principal;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Micronaut Security knows of whoever authenticated, as our parts read it. */
@Factory
@Requires(classes = Authentication.class)
@Requires(condition = OperatorEnabled.BySecurity.class)
final class SecurityFactory {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityFactory.class);

    /** Made at the start, so that an attribute or a header without a name stops it. */
    @Context
    @Order(SourceOrder.PRINCIPAL)
    PrincipalTenantSource principalSource(PrincipalConfiguration configuration) {
        return new PrincipalTenantSource(
                configuration.attribute(), configuration.headers(), SecurityFactory::attribute);
    }

    /** Made at the start, so that the log says who has a way in. */
    @Context
    @OperatorEnabled
    OperatorRole operatorRole(PrincipalTenantSource belonging) {
        LOG.info(
                "The operator endpoints are open to whoever has the role {} and belongs to no tenant",
                OperatorRole.NAME);
        return new OperatorRole(SecurityFactory::roles, belonging);
    }

    private static @Nullable Object attribute(Principal principal, String name) {
        return principal instanceof Authentication authentication
                ? authentication.getAttributes().get(name)
                : null;
    }

    private static Collection<String> roles(Principal principal) {
        return principal instanceof Authentication authentication ? authentication.getRoles() : Set.of();
    }
}
