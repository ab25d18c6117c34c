package dev.nostage.passport;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.context.Key;
import java.time.Duration;
import java.util.List;

/**
 * What issuer and verifier of one deployment agree on.
 *
 * @param deployment the name of the deployment, issuer and audience of its passports: elsewhere they are worthless
 * @param keys the accepted keys, of which the first signs; at least one. To take a new one without downtime, first accept
 *     it everywhere, behind the old one, and then let it sign
 * @param timeToLive how long a passport between services lasts; past it the callee refuses
 * @param travelling the keys of the request context whose values go along
 */
public record PassportOptions(String deployment, List<SigningKey> keys, Duration timeToLive, List<Key<?>> travelling) {

    public static final String DEFAULT_DEPLOYMENT = "nostage";
    public static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofMinutes(15);

    /** No passport lasts longer, and one that says it does is refused. */
    public static final Duration LONGEST_TIME_TO_LIVE = Duration.ofDays(366);

    /**
     * @throws IllegalArgumentException if the deployment has no name, or if there is no key, two of one id or name, a first one that cannot sign, one that
     *     cannot travel, or a time to live that cannot be
     */
    public PassportOptions {
        keys = List.copyOf(keys);
        travelling = List.copyOf(travelling);
        if (deployment.isBlank()) {
            throw new IllegalArgumentException(
                    "A deployment (nostage.passport.deployment) needs a name that its services"
                            + " share, such as shop, and this one was " + quoted(deployment));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("Passports need a key to sign with");
        }
        if (keys.stream().map(SigningKey::id).distinct().count() < keys.size()) {
            throw new IllegalArgumentException(
                    "Two passport keys (nostage.passport.keys) have one id, and each needs its own: " + keys);
        }
        if (!keys.get(0).canSign()) {
            throw new IllegalArgumentException(
                    "Passport key \"" + keys.get(0).id() + "\" only verifies, and the first of"
                            + " nostage.passport.keys must sign: put one with a secret or a private key before it");
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
            throw new IllegalArgumentException(
                    "A passport's time to live (nostage.passport.time-to-live) must be positive, and was "
                            + timeToLive);
        }
        if (timeToLive.compareTo(LONGEST_TIME_TO_LIVE) > 0) {
            throw new IllegalArgumentException(
                    "A passport's time to live (nostage.passport.time-to-live) is at most 366 days, and was "
                            + timeToLive);
        }
    }
}
