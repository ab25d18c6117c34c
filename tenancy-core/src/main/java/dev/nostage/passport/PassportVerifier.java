package dev.nostage.passport;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.nostage.tenancy.PassportRefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads passports, and refuses what this deployment did not sign for itself and for now.
 *
 * <p>What was signed for us is known again by its text, and is not proven twice. Whether it is time for it is asked each
 * time; when that is over, nothing of it is kept once another is proven.
 */
public final class PassportVerifier {

    /** The longest passport that is looked at, in characters. */
    public static final int LONGEST = 4096;

    /** How many passports are known again: with what they carry, some 2 kB each. */
    public static final int DEFAULT_CACHED = 1000;

    private final PassportReader reader;
    private final Clock clock;
    private final @Nullable Cache<Text, VerifiedPassport> known;

    /** When a passport was last proven: for what is known no time passes between, so that nobody reads the clock twice. */
    private volatile long lastProof;

    /** A passport as it came. Its last characters are its signature's, which nobody can choose: they tell it from others. */
    private record Text(String written) {

        private static final int ENOUGH = 32;

        @Override
        public int hashCode() {
            int hash = 0;
            for (int i = Math.max(0, written.length() - ENOUGH); i < written.length(); i++) {
                hash = 31 * hash + written.charAt(i);
            }
            return hash;
        }
    }

    /** @param clock real time; it must not be one that a request can shift */
    public PassportVerifier(PassportOptions options, Clock clock) {
        this(options, clock, DEFAULT_CACHED);
    }

    /**
     * @param clock real time; it must not be one that a request can shift
     * @param cached how many passports are known again; 0 for none
     * @throws IllegalArgumentException if {@code cached} is negative
     */
    public PassportVerifier(PassportOptions options, Clock clock, int cached) {
        if (cached < 0) {
            throw new IllegalArgumentException("The cache of passports cannot hold " + cached);
        }
        this.reader = new PassportReader(options);
        this.clock = clock;
        this.known = cached == 0
                ? null
                : Caffeine.newBuilder()
                        .maximumSize(cached)
                        .expireAfter(Expiry.<Text, VerifiedPassport>creating((text, verified) ->
                                Duration.ofMillis(verified.until()).minusNanos(lastProof)))
                        .ticker(() -> lastProof)
                        .executor(Runnable::run) // every sixteenth look would wake another thread
                        .build();
    }

    /** @throws PassportRefusedException if it is forged, expired, foreign, oversized or unreadable */
    public Passport verify(String text) {
        if (text.length() > LONGEST) {
            throw new PassportRefusedException(
                    "A passport of " + text.length() + " characters is longer than " + LONGEST, null);
        }
        long now = clock.millis();
        Text key = new Text(text);
        VerifiedPassport hit = known == null ? null : known.getIfPresent(key);
        VerifiedPassport verified = hit == null ? reader.read(text) : hit;
        if (!verified.countsAt(now)) {
            throw new PassportRefusedException(
                    PassportRefusedException.Reason.OUT_OF_TIME,
                    "The passport counts from " + Instant.ofEpochMilli(verified.from()) + " until "
                            + Instant.ofEpochMilli(verified.until()) + ", the clocks' skew included");
        }
        if (hit == null && known != null) {
            lastProof = TimeUnit.MILLISECONDS.toNanos(now);
            known.put(key, verified);
        }
        return verified.passport();
    }
}
