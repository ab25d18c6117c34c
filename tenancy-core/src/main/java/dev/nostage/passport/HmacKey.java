package dev.nostage.passport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A shared secret for HS256. */
final class HmacKey extends SigningKey {

    private final byte[] secret;
    private final JWSSigner signer;
    private final JWSVerifier verifier;

    private HmacKey(String id, byte[] secret) {
        super(id, JWSAlgorithm.HS256);
        this.secret = secret;
        try {
            this.signer = new MACSigner(secret);
            this.verifier = new MACVerifier(secret);
        } catch (JOSEException e) {
            throw new IllegalArgumentException("Passport key \"" + id + "\" cannot sign", e);
        }
    }

    static HmacKey ofSecret(String id, String secret) {
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
        return new HmacKey(id, bytes);
    }

    static HmacKey random() {
        byte[] random = new byte[LEAST_BYTES + 4];
        new SecureRandom().nextBytes(random);
        byte[] secret = Arrays.copyOf(random, LEAST_BYTES);
        return new HmacKey("generated-" + HexFormat.of().formatHex(random, LEAST_BYTES, random.length), secret);
    }

    byte[] secret() {
        return secret.clone();
    }

    @Override
    JWSSigner signer() {
        return signer;
    }

    @Override
    JWSVerifier verifier() {
        return verifier;
    }
}
