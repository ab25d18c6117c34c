package dev.nostage.partitioning.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A key of HMAC-SHA-256, in the two forms that the algorithm hashes: so a database can do it that has no more than SHA-256.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>
 */
final class HmacKey {

    private static final int BLOCK = 64;
    private static final int LENGTH = 32;

    private final byte[] outer;
    private final byte[] inner;

    private HmacKey(byte[] outer, byte[] inner) {
        this.outer = outer;
        this.inner = inner;
    }

    static HmacKey random() {
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        return of(key);
    }

    /** @param key at most as long as a block of the algorithm, 64 bytes */
    static HmacKey of(byte[] key) {
        return new HmacKey(padded(key, 0x5c), padded(key, 0x36));
    }

    /** A key of a text, whatever its length. */
    static HmacKey of(String secret) {
        return of(sha256().digest(secret.getBytes(UTF_8)));
    }

    /** What {@link #outer} and {@link #inner} told. */
    static HmacKey of(byte[] outer, byte[] inner) {
        return new HmacKey(outer.clone(), inner.clone());
    }

    byte[] outer() {
        return outer;
    }

    byte[] inner() {
        return inner;
    }

    /** In 64 hexadecimal digits. */
    String digest(String text) {
        MessageDigest digest = sha256();
        digest.update(inner);
        byte[] first = digest.digest(text.getBytes(UTF_8));
        digest.update(outer);
        return HexFormat.of().formatHex(digest.digest(first));
    }

    private static byte[] padded(byte[] key, int pad) {
        byte[] block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) pad;
        }
        return block;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
