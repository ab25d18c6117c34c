package dev.nostage.partitioning.database;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A key of HMAC-SHA-256, made for one copy and forgotten with it, in the two forms that the algorithm hashes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>
 */
final class MaskingKey {

    private static final int BLOCK = 64;
    private static final int LENGTH = 32;

    private final byte[] outer;
    private final byte[] inner;

    private MaskingKey(byte[] outer, byte[] inner) {
        this.outer = outer;
        this.inner = inner;
    }

    static MaskingKey random() {
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        return of(key);
    }

    static MaskingKey of(byte[] key) {
        return new MaskingKey(padded(key, 0x5c), padded(key, 0x36));
    }

    byte[] outer() {
        return outer;
    }

    byte[] inner() {
        return inner;
    }

    private static byte[] padded(byte[] key, int pad) {
        byte[] block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) pad;
        }
        return block;
    }
}
