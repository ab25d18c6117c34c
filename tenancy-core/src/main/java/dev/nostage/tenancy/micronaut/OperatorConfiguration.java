package dev.nostage.tenancy.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;

/**
 * The operator endpoints below /nostage.
 *
 * @param enabled whether they are there: by default if a token is set, or if Micronaut Security is on
 * @param token what an operator sends as Authorization: Bearer …: at least 32 characters
 */
@ConfigurationProperties(OperatorConfiguration.PREFIX)
record OperatorConfiguration(
        @Nullable Boolean enabled, @Nullable String token) {

    static final String PREFIX = "nostage.operator";
    static final String ENABLED = PREFIX + ".enabled";
    static final String TOKEN = PREFIX + ".token";

    /** Without the token. */
    @Override
    public String toString() {
        return "OperatorConfiguration[enabled=" + enabled + "]";
    }
}
