package dev.nostage.tenancy.micronaut;

import dev.nostage.passport.PassportOptions;
import dev.nostage.passport.SigningKey;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.order.Ordered;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How this deployment signs passports.
 *
 * @param deployment the name that all services of this deployment share; a passport of another is refused
 * @param timeToLive how long a passport between services lasts: a duration, 15m by default
 * @param cache how many verified passports are known again: a number, 1000 by default; 0 for none
 */
@ConfigurationProperties("nostage.passport")
record PassportConfiguration(
        @Bindable(defaultValue = PassportOptions.DEFAULT_DEPLOYMENT)
        String deployment,

        @Nullable String timeToLive,
        @Nullable String cache) {

    /**
     * A key that verifies passports; the first of the list also signs them. It is given as exactly one of a secret, a
     * private key and a public one.
     *
     * @param index its place in the list
     * @param id the name that a passport gives of its key
     * @param secret at least 32 random bytes in Base64, for HS256
     * @param privateKey for Ed25519: PKCS#8 in PEM or Base64
     * @param publicKey for Ed25519, and to verify alone: X.509 in PEM or Base64
     */
    @EachProperty(value = "keys", list = true)
    record PassportKey(
            @Parameter int index,
            String id,
            @Nullable String secret,
            @Nullable String privateKey,
            @Nullable String publicKey)
            implements Ordered {

        /** @throws ConfigurationException if it is not given in exactly one way */
        SigningKey signingKey() {
            if (Stream.of(secret, privateKey, publicKey)
                            .filter(Objects::nonNull)
                            .count()
                    != 1) {
                throw new ConfigurationException(
                        "Passport key \"" + id + "\" must have exactly one of nostage.passport.keys[" + index
                                + "].secret, .private-key and .public-key");
            }
            if (secret != null) {
                return SigningKey.of(id, secret);
            }
            return privateKey != null
                    ? SigningKey.ed25519(id, privateKey)
                    : SigningKey.ed25519Public(id, Objects.requireNonNull(publicKey));
        }

        @Override
        public int getOrder() {
            return index;
        }

        /** Without what is secret. */
        @Override
        public String toString() {
            return "PassportKey[" + id + "]";
        }
    }
}
