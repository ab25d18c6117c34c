package dev.nostage.tenancy.micronaut;

import dev.nostage.passport.PassportOptions;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.order.Ordered;
import org.jspecify.annotations.Nullable;

/**
 * How this deployment signs passports.
 *
 * @param deployment the name that all services of this deployment share; a passport of another is refused
 * @param timeToLive how long a passport between services lasts: a duration, {@code 15m} by default
 */
@ConfigurationProperties("nostage.passport")
record PassportConfiguration(
        @Bindable(defaultValue = PassportOptions.DEFAULT_DEPLOYMENT)
        String deployment,

        @Nullable String timeToLive) {

    /**
     * A key that verifies passports; the first of the list also signs them.
     *
     * @param index its place in the list
     * @param id the name that a passport gives of its key
     * @param secret at least 32 random bytes in Base64
     */
    @EachProperty(value = "keys", list = true)
    record PassportKey(@Parameter int index, String id, String secret) implements Ordered {

        @Override
        public int getOrder() {
            return index;
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "PassportKey[" + id + "]";
        }
    }
}
