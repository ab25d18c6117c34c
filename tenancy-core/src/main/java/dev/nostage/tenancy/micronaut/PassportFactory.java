package dev.nostage.tenancy.micronaut;

import dev.nostage.context.Key;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.PassportOptions;
import dev.nostage.passport.PassportVerifier;
import dev.nostage.passport.Propagation;
import dev.nostage.passport.SigningKey;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.convert.ConversionService;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passports as beans. They are written and expire in machine time, which no request can shift. */
@Factory
final class PassportFactory {

    private static final Logger LOG = LoggerFactory.getLogger(PassportFactory.class);
    private static final Clock MACHINE_TIME = Clock.systemUTC();

    /** Made at the start, so that a bad key stops it. */
    @Context
    PassportOptions passportOptions(
            PassportConfiguration configuration,
            List<PassportConfiguration.PassportKey> keys,
            List<Key<?>> travelling,
            ConversionService conversion) {
        Duration timeToLive =
                new Configured("nostage.passport", conversion).lasting("time-to-live", configuration.timeToLive());
        return new PassportOptions(configuration.deployment(), signingKeys(keys, conversion), timeToLive, travelling);
    }

    @Singleton
    PassportIssuer passportIssuer(PassportOptions options) {
        return new PassportIssuer(options, MACHINE_TIME);
    }

    /** Made at the start, so that a cache that cannot be stops it. */
    @Context
    PassportVerifier passportVerifier(
            PassportOptions options, PassportConfiguration configuration, ConversionService conversion) {
        int cached = new Configured("nostage.passport", conversion).count("cache", configuration.cache());
        return new PassportVerifier(options, MACHINE_TIME, cached);
    }

    /** Made at the start, so that a destination that cannot be read stops it. */
    @Context
    Propagation propagation(PropagationConfiguration configuration) {
        return new Propagation(configuration.to());
    }

    private static List<SigningKey> signingKeys(
            List<PassportConfiguration.PassportKey> keys, ConversionService conversion) {
        if (keys.isEmpty()) {
            LOG.warn("nostage.passport.keys is empty. A key was made, and ends with this process: its passports are"
                    + " worthless to any other");
            return List.of(SigningKey.generated());
        }
        return keys.stream().map(key -> key.signingKey(conversion)).toList();
    }
}
