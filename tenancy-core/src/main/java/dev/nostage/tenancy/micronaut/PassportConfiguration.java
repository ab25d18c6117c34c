package dev.nostage.tenancy.micronaut;

import dev.nostage.passport.PassportOptions;
import dev.nostage.passport.SigningKey;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.order.Ordered;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How this deployment signs passports.
 *
 * @param deployment the name that all services of this deployment share; a passport of another is refused
 * @param timeToLive how long a passport between services lasts: a duration, up to 366 days
 * @param cache how many verified passports are known again: a whole number, 0 for none
 */
@ConfigurationProperties("nostage.passport")
record PassportConfiguration(
        @Bindable(defaultValue = PassportOptions.DEFAULT_DEPLOYMENT)
        String deployment,

        @Bindable(defaultValue = "15m") String timeToLive,
        @Bindable(defaultValue = "1000") String cache) {

    /**
     * A key that verifies passports; the first of the list also signs. It has a secret, a private key or a public one.
     *
     * @param index its place in the list
     * @param id the name that a passport gives of its key
     * @param secret for HS256: at least 32 random bytes in Base64
     * @param privateKey for Ed25519: PKCS#8 in PEM or Base64
     * @param publicKey for Ed25519, and to verify alone: X.509 in PEM or Base64
     */
    @EachProperty(value = "keys", list = true)
    record PassportKey(
            @Parameter int index,
            @Nullable String id,
            @Nullable String secret,
            @Nullable String privateKey,
            @Nullable String publicKey)
            implements Ordered {

        /** @throws ConfigurationException if it has no id, is not given in exactly one way, or cannot be read */
        SigningKey signingKey(ConversionService conversion) {
            Configured values = new Configured("nostage.passport.keys[" + index + "]", conversion);
            String named =
                    values.present("id", id == null || id.isBlank() ? null : id, "passports name their key by it");
            if (Stream.of(secret, privateKey, publicKey)
                            .filter(Objects::nonNull)
                            .count()
                    != 1) {
                throw new ConfigurationException("Passport key \"" + named + "\" must have exactly one of "
                        + values.prefix() + ".secret, .private-key and .public-key");
            }
            if (secret != null) {
                return values.made("secret", () -> SigningKey.of(named, secret));
            }
            return privateKey != null
                    ? values.made("private-key", () -> SigningKey.ed25519(named, privateKey))
                    : values.made(
                            "public-key", () -> SigningKey.ed25519Public(named, Objects.requireNonNull(publicKey)));
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
