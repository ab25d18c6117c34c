package dev.nostage.passport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.util.Set;

/** Ed25519 (RFC 8032) by the JDK, in the form that nimbus asks for: its own needs one more library. */
final class Ed25519Signatures {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.Ed25519);

    /** Asked for by ourselves: JDK 17 reads only the first bytes of a longer signature. */
    private static final int BYTES = 64;

    /** The field and the curve's constant (RFC 8032, section 5.1). */
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);

    private Ed25519Signatures() {}

    /**
     * Refuses the eight points of the curve whose order divides 8: by such a key, signatures that nobody made are valid
     * (RFC 8032, section 8.8; <i>Taming the many EdDSAs</i>, 2020). Doubled three times they are the neutral one, and so
     * {@code y = 0}, {@code y² = 1} or {@code d·y⁴ + 2y² = 1}.
     *
     * @throws InvalidKeyException if the key is one of them
     */
    static void demandLargeOrder(EdECPublicKey key) throws InvalidKeyException {
        BigInteger y2 = key.getPoint().getY().pow(2).mod(P);
        BigInteger eight = D.multiply(y2.pow(2))
                .add(y2.shiftLeft(1))
                .subtract(BigInteger.ONE)
                .mod(P);
        if (y2.signum() == 0 || y2.equals(BigInteger.ONE) || eight.signum() == 0) {
            throw new InvalidKeyException("The key is a point of small order, by which anybody can sign");
        }
    }

    /** @throws InvalidKeyException if the one does not verify what the other signs */
    static void demandPair(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        byte[] probe = "nostage".getBytes(StandardCharsets.US_ASCII);
        if (!verify(publicKey, probe, sign(privateKey, probe))) {
            throw new InvalidKeyException("No public key that fits the private one can be made by this JVM's provider");
        }
    }

    private static byte[] sign(PrivateKey key, byte[] input) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(input);
        return signature.sign();
    }

    private static boolean verify(PublicKey key, byte[] input, byte[] signed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key);
        signature.update(input);
        try {
            return signed.length == BYTES && signature.verify(signed);
        } catch (SignatureException e) {
            // How the JDK says that it is none at all, such as one whose S is not the least (RFC 8032, section 5.1.7).
            return false;
        }
    }

    static final class Signer extends BaseJWSProvider implements JWSSigner {

        private final PrivateKey key;

        Signer(PrivateKey key) {
            super(ALGORITHMS);
            this.key = key;
        }

        @Override
        public Base64URL sign(JWSHeader header, byte[] input) throws JOSEException {
            try {
                return Base64URL.encode(Ed25519Signatures.sign(key, input));
            } catch (GeneralSecurityException e) {
                throw new JOSEException("Ed25519 could not sign", e);
            }
        }
    }

    static final class Verifier extends BaseJWSProvider implements JWSVerifier {

        private final PublicKey key;

        /** @throws InvalidKeyException if the key is no point of the curve */
        Verifier(PublicKey key) throws GeneralSecurityException {
            super(ALGORITHMS);
            this.key = key;
            Signature.getInstance("Ed25519").initVerify(key);
        }

        @Override
        public boolean verify(JWSHeader header, byte[] input, Base64URL signature) throws JOSEException {
            try {
                return Ed25519Signatures.verify(key, input, signature.decode());
            } catch (GeneralSecurityException e) {
                throw new JOSEException("Ed25519 could not verify", e);
            }
        }
    }
}
