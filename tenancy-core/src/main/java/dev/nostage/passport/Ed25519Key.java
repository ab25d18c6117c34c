package dev.nostage.passport;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A pair of Ed25519 keys, or the public one alone. */
final class Ed25519Key extends SigningKey {

    private static final String ED25519 = "Ed25519";

    private final @Nullable JWSSigner signer;
    private final JWSVerifier verifier;

    private Ed25519Key(String id, @Nullable PrivateKey privateKey, PublicKey publicKey)
            throws GeneralSecurityException {
        super(id, JWSAlgorithm.Ed25519);
        this.signer = privateKey == null ? null : new Ed25519Signatures.Signer(privateKey);
        this.verifier = new Ed25519Signatures.Verifier(publicKey);
    }

    static Ed25519Key ofPrivate(String id, String text) {
        try {
            PrivateKey privateKey =
                    KeyFactory.getInstance(ED25519).generatePrivate(new PKCS8EncodedKeySpec(der(text, "PRIVATE KEY")));
            return new Ed25519Key(id, privateKey, publicKeyOf(privateKey));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The private key of passport key \"" + id + "\" is no Ed25519 key in PKCS#8, as PEM or Base64:"
                            + " write the private key itself here, neither a public one nor the name of a file; make one with `openssl genpkey -algorithm ed25519`",
                    e);
        }
    }

    static Ed25519Key ofPublic(String id, String text) {
        try {
            PublicKey publicKey =
                    KeyFactory.getInstance(ED25519).generatePublic(new X509EncodedKeySpec(der(text, "PUBLIC KEY")));
            if (!(publicKey instanceof EdECPublicKey point)) {
                throw new InvalidKeyException("This JVM's provider does not show the points of its keys");
            }
            Ed25519Signatures.demandLargeOrder(point);
            return new Ed25519Key(id, null, publicKey);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The public key of passport key \"" + id + "\" is no Ed25519 key in X.509, as PEM or Base64:"
                            + " write the public key itself here, neither a private one nor the name of a file; take it from the private one with `openssl pkey -pubout`",
                    e);
        }
    }

    /** The bytes of a PEM text (RFC 7468) of this label, or of bare Base64. */
    private static byte[] der(String text, String label) {
        return Base64.getDecoder().decode(text.replaceAll("-----(BEGIN|END) " + label + "-----|\\s", ""));
    }

    /**
     * The JDK tells no public key of a private one. But a private key is the random bytes that it was made of, so the
     * generator, given the same ones, makes the same pair.
     */
    private static PublicKey publicKeyOf(PrivateKey privateKey) throws GeneralSecurityException {
        byte[] seed = ((EdECPrivateKey) privateKey).getBytes().orElseThrow();
        KeyPairGenerator pairs = KeyPairGenerator.getInstance(ED25519);
        pairs.initialize(NamedParameterSpec.ED25519, new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, bytes.length);
            }
        });
        PublicKey publicKey = pairs.generateKeyPair().getPublic();
        Ed25519Signatures.demandPair(privateKey, publicKey);
        return publicKey;
    }

    @Override
    @Nullable
    JWSSigner signer() {
        return signer;
    }

    @Override
    JWSVerifier verifier() {
        return verifier;
    }
}
