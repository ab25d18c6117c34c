package dev.nostage.passport;

import dev.nostage.context.Key;
import java.time.Duration;
import java.util.List;

/**
 * What issuer and verifier of one deployment agree on.
 *
 * @param deployment the name of the deployment, issuer and audience of its passports: elsewhere they are worthless
 * @param keys the accepted keys, of which the first signs; at least one
 * @param timeToLive how long a passport between services lasts; past it the callee refuses
 * @param travelling the keys of the request context whose values go along
 */
public record PassportOptions(String deployment, List<SigningKey> keys, Duration timeToLive, List<Key<?>> travelling) {

    public static final String DEFAULT_DEPLOYMENT = "nostage";
    public static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofMinutes(15);

    /** @throws IllegalArgumentException if there is no key, two of one id or name, one that cannot travel, or no time to live */
    public PassportOptions {
        keys = List.copyOf(keys);
        travelling = List.copyOf(travelling);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("Passports need a key to sign with");
        }
        if (keys.stream().map(SigningKey::id).distinct().count() < keys.size()) {
            throw new IllegalArgumentException("Two passport keys have one id: " + keys);
        }
        for (Key<?> key : travelling) {
            if (key.codec().isEmpty()) {
                throw new IllegalArgumentException("Key \"" + key + "\" has no codec and cannot travel");
            }
        }
        if (travelling.stream().map(Key::name).distinct().count() < travelling.size()) {
            throw new IllegalArgumentException("Two travelling keys have one name: " + travelling);
        }
        if (timeToLive.isZero() || timeToLive.isNegative()) {
            throw new IllegalArgumentException("A passport's time to live must be positive, and was " + timeToLive);
        }
    }
}
