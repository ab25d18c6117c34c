package dev.nostage.passport;

import static dev.nostage.passport.Mint.CLOCK;
import static dev.nostage.passport.Mint.ED;
import static dev.nostage.passport.Mint.ED_VERIFYING;
import static dev.nostage.passport.Mint.FIRST;
import static dev.nostage.passport.Mint.verifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.Base64URL;
import dev.nostage.tenancy.PassportRefusedException;
import dev.nostage.tenancy.Tenant;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A passport has one text: who holds it cannot make others of it that pass as well, and fill the cache with them. */
final class OneTextTest {

    private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /** The order of Ed25519's group (RFC 8032, section 5.1). */
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    static Stream<SigningKey> keys() {
        return Stream.of(FIRST, ED);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void passesWithItsOwnLastCharacterAlone(SigningKey key) {
        PassportVerifier verifier = verifier(key);
        String passport = issue(key);
        String allButTheLast = passport.substring(0, passport.length() - 1);
        byte[] signature = signature(passport);
        int sameBytes = 0;

        verifier.verify(passport);
        for (int i = 0; i < BASE64URL.length(); i++) {
            String changed = allButTheLast + BASE64URL.charAt(i);
            if (!changed.equals(passport)) {
                sameBytes += Arrays.equals(signature(changed), signature) ? 1 : 0;
                assertRefused(verifier, changed);
            }
        }
        assertThat(sameBytes).isGreaterThan(2);
        assertThatCode(() -> verifier.verify(passport)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void passesWithNothingAddedThatADecoderWouldPassOver(SigningKey key) {
        PassportVerifier verifier = verifier(key);
        String passport = issue(key);

        for (String added : List.of("=", "==", " ", "\n", "\t", "\r\n", "\u0000", ",", "!", "~", "\u00e9", "A")) {
            assertRefused(verifier, passport + added);
            assertRefused(verifier, added + passport);
            int inSignature = passport.lastIndexOf('.') + 5;
            assertRefused(verifier, passport.substring(0, inSignature) + added + passport.substring(inSignature));
            int inPayload = passport.indexOf('.') + 5;
            assertRefused(verifier, passport.substring(0, inPayload) + added + passport.substring(inPayload));
        }
    }

    @Test
    void passesWithTheLeastFormOfASignatureAlone() {
        String passport = issue(ED);
        byte[] signature = signature(passport);
        byte[] greater = signature.clone();
        byte[] sum = new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64)))
                .add(ORDER)
                .toByteArray();
        byte[] littleEndian = reversed(sum);
        System.arraycopy(littleEndian, 0, greater, 32, 32);

        PassportVerifier verifier = Mint.forgetful(CLOCK, FIRST, ED_VERIFYING);
        assertRefused(verifier, withSignature(passport, greater));
        for (int length : new int[] {0, 1, 32, 63, 65, 66, 128}) {
            assertRefused(verifier, withSignature(passport, Arrays.copyOf(signature, length)));
        }
        assertRefused(verifier, withSignature(passport, new byte[64]));
        assertThat(verifier.verify(withSignature(passport, signature)).tenant()).hasToString("acme");
    }

    private static String issue(SigningKey key) {
        return Mint.issuer(key).issue(Tenant.live("acme"), Set.of(), null);
    }

    private static byte[] signature(String passport) {
        return new Base64URL(passport.split("\\.", -1)[2]).decode();
    }

    private static String withSignature(String passport, byte[] signature) {
        return passport.substring(0, passport.lastIndexOf('.') + 1) + Base64URL.encode(signature);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static void assertRefused(PassportVerifier verifier, String passport) {
        assertThatThrownBy(() -> verifier.verify(passport)).isInstanceOf(PassportRefusedException.class);
    }
}
