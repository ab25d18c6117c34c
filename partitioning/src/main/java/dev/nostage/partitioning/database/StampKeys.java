package dev.nostage.partitioning.database;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The secrets that this process knows, by which it proves to its databases whom it works for. */
final class StampKeys {

    private static final int LEAST_LENGTH = 32;
    private static final int FINGERPRINT = 16;

    private final Map<String, HmacKey> known = new ConcurrentHashMap<>();
    private final @Nullable HmacKey configured;

    /** @throws IllegalArgumentException if the secret is shorter than {@value #LEAST_LENGTH} characters */
    StampKeys(@Nullable String secret) {
        if (secret != null && secret.length() < LEAST_LENGTH) {
            throw new IllegalArgumentException("The stamp's secret has " + secret.length() + " characters and needs "
                    + LEAST_LENGTH + ": make one with `openssl rand -base64 32`");
        }
        configured = secret == null ? null : HmacKey.of(secret);
        if (configured != null) {
            add(configured);
        }
    }

    /** The one for every database; null if each makes its own. */
    @Nullable
    HmacKey configured() {
        return configured;
    }

    void add(HmacKey key) {
        known.put(fingerprint(key), key);
    }

    @Nullable
    HmacKey of(String fingerprint) {
        return known.get(fingerprint);
    }

    /** Tells a key from others, and nothing of what it is; no tenant's id has a blank. */
    static String fingerprint(HmacKey key) {
        return key.digest("the fingerprint").substring(0, FINGERPRINT);
    }
}
