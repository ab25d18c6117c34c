package dev.nostage.tenancy.micronaut.security;

import dev.nostage.tenancy.PrincipalTenantSource;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;

/**
 * Which tenant whoever authenticated belongs to.
 *
 * @param attribute the attribute of Micronaut Security's Authentication that names the tenant
 * @param headers those by which callers authenticate, which the Vary of an answer names
 */
@ConfigurationProperties("nostage.tenancy.principal")
record PrincipalConfiguration(
        @Bindable(defaultValue = PrincipalTenantSource.DEFAULT_ATTRIBUTE)
        String attribute,

        @Bindable(defaultValue = "Authorization,Cookie") List<String> headers) {}
