package dev.nostage.passport;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import org.jspecify.annotations.Nullable;

/**
 * What verifies passports, and the id it is known by; unless only a public key is known of it, it signs them too. The
 * algorithm is the key's: what a passport says of it is compared, and never followed.
 */
public abstract sealed class SigningKey permits HmacKey, Ed25519Key {

    /** The least length of a secret, in bytes: HS256 must not be keyed with less than its hash (RFC 7518). */
    public static final int LEAST_BYTES = 32;

    private final JWSHeader header;

    SigningKey(String id, JWSAlgorithm algorithm) {
        this.header = new JWSHeader.Builder(algorithm)
                .type(PassportClaims.TYPE)
                .keyID(id)
                .build();
    }

    /**
     * A secret that all services share, for HMAC-SHA256 (RFC 7518, section 3.2).
     *
     * @param secret at least {@value #LEAST_BYTES} random bytes, in Base64 (RFC 4648; plain or URL-safe)
     * @throws IllegalArgumentException if it cannot be read or is too short; the message does not show it
     */
    public static SigningKey of(String id, String secret) {
        return HmacKey.ofSecret(id, secret);
    }

    /**
     * An Ed25519 key (RFC 8032) that signs and verifies.
     *
     * @param privateKey PKCS#8 in PEM or Base64, as {@code openssl genpkey -algorithm ed25519} writes it
     * @throws IllegalArgumentException if it is anything else; the message does not show it
     */
    public static SigningKey ed25519(String id, String privateKey) {
        return Ed25519Key.ofPrivate(id, privateKey);
    }

    /**
     * An Ed25519 key (RFC 8032) that only verifies: who has nothing else cannot forge.
     *
     * @param publicKey X.509 SubjectPublicKeyInfo in PEM or Base64, as {@code openssl pkey -pubout} writes it
     * @throws IllegalArgumentException if it is anything else; the message does not show it
     */
    public static SigningKey ed25519Public(String id, String publicKey) {
        return Ed25519Key.ofPublic(id, publicKey);
    }

    /** A random secret, which nobody else has and which ends with this process. */
    public static SigningKey generated() {
        return HmacKey.random();
    }

    public final String id() {
        return header.getKeyID();
    }

    /** Whether it can sign; all can verify. */
    public final boolean canSign() {
        return signer() != null;
    }

    /** The head of every passport that this key signs, and of no other that it verifies. */
    final JWSHeader header() {
        return header;
    }

    /** Null if it only verifies. Safe to share between threads. */
    abstract @Nullable JWSSigner signer();

    /** Safe to share between threads. */
    abstract JWSVerifier verifier();

    /** Without what is secret. */
    @Override
    public final String toString() {
        return "SigningKey[" + id() + "]";
    }
}
