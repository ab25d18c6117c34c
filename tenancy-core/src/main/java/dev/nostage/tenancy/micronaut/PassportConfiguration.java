package dev.nostage.tenancy.micronaut;

import dev.nostage.passport.PassportOptions;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How this deployment signs passports.
 *
 * @param deployment the name that all services of this deployment share; a passport of another is refused
 * @param timeToLive how long a passport between services lasts
 */
@ConfigurationProperties("nostage.passport")
record PassportConfiguration(
        @Bindable(defaultValue = PassportOptions.DEFAULT_DEPLOYMENT)
        String deployment,

        @Bindable(defaultValue = "15m") Duration timeToLive) {

    /**
     * A key that verifies passports; the first of the list also signs them.
     *
     * @param id the name that a passport gives of its key
     * @param secret at least 32 random bytes in Base64
     */
    @EachProperty(value = "nostage.passport.keys", list = true)
    record PassportKey(String id, String secret) {}
}
