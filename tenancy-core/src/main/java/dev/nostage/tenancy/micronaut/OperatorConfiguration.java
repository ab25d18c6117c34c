package dev.nostage.tenancy.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * The operator endpoints below {@code /nostage}.
 *
 * @param enabled whether the operator endpoints are there: by default if a token is set or Micronaut Security is on. True with neither
 *     generates a token for the life of the process, and logs it
 * @param token what an operator sends as Authorization: Bearer …; at least 32 characters
 */
@ConfigurationProperties(OperatorConfiguration.PREFIX)
record OperatorConfiguration(
        @Bindable(defaultValue = "false") boolean enabled,
        @Nullable String token) {

    static final String PREFIX = "nostage.operator";
    static final String ENABLED = PREFIX + ".enabled";
    static final String TOKEN = PREFIX + ".token";

    /** Without the token. */
    @Override
    public String toString() {
        return "OperatorConfiguration[enabled=" + enabled + "]";
    }
}
