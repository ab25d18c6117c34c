package dev.nostage.passport;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A secret that signs and verifies passports with HMAC-SHA256 (RFC 7518, section 3.2), and the id it is known by. */
public final class SigningKey {

    /** The least length of a secret, in bytes: HS256 must not be keyed with less than its hash (RFC 7518). */
    public static final int LEAST_BYTES = 32;

    private final String id;
    private final byte[] secret;

    private SigningKey(String id, byte[] secret) {
        this.id = id;
        this.secret = secret;
    }

    /**
     * @param secret at least {@value #LEAST_BYTES} random bytes, in Base64 (RFC 4648; plain or URL-safe)
     * @throws IllegalArgumentException if it cannot be read or is too short; the message does not show it
     */
    public static SigningKey of(String id, String secret) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(secret.replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The secret of passport key \"" + id + "\" is not Base64", e);
        }
        if (bytes.length < LEAST_BYTES) {
            throw new IllegalArgumentException("The secret of passport key \"" + id + "\" has " + bytes.length
                    + " bytes and needs " + LEAST_BYTES + ": make one with `openssl rand -base64 32`");
        }
        return new SigningKey(id, bytes);
    }

    /** A random key, which nobody else has and which ends with this process. */
    public static SigningKey generated() {
        byte[] random = new byte[LEAST_BYTES + 4];
        new SecureRandom().nextBytes(random);
        byte[] secret = Arrays.copyOf(random, LEAST_BYTES);
        return new SigningKey("generated-" + HexFormat.of().formatHex(random, LEAST_BYTES, random.length), secret);
    }

    public String id() {
        return id;
    }

    byte[] secret() {
        return secret.clone();
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
