package dev.nostage.passport;

import static dev.nostage.passport.Mint.CLOCK;
import static dev.nostage.passport.Mint.ED;
import static dev.nostage.passport.Mint.ED_PRIVATE;
import static dev.nostage.passport.Mint.ED_PUBLIC;
import static dev.nostage.passport.Mint.ED_VERIFYING;
import static dev.nostage.passport.Mint.FIRST;
import static dev.nostage.passport.Mint.by;
import static dev.nostage.passport.Mint.forgetful;
import static dev.nostage.passport.Mint.issuer;
import static dev.nostage.passport.Mint.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.util.Base64URL;
import dev.nostage.tenancy.Tenant;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Ed25519KeyTest {

    private static final String PRIVATE_PREFIX = "302e020100300506032b657004220420";
    private static final String PUBLIC_PREFIX = "302a300506032b6570032100";

    /** The list that libsodium blocks: every writing of the eight points, the sign of x left out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void refusesAPointByWhichAnybodyCanSign(String point) {
        for (String sign : List.of("", "80")) {
            byte[] key = HexFormat.of().parseHex(PUBLIC_PREFIX + point);
            key[key.length - 1] |= sign.isEmpty() ? 0 : (byte) 0x80;

            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            SigningKey.ed25519Public("k1", Base64.getEncoder().encodeToString(key)))
                    .withMessageContaining("k1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                + "d25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                + "387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                + "4a7c15e9716ed28dc027beceea1ec40a"
    })
    void signsAndVerifiesWhatRfc8032Shows(String secret, String point, String message, String signature)
            throws Exception {
        SigningKey key = SigningKey.ed25519("k1", base64(PRIVATE_PREFIX + secret));
        SigningKey verifying = SigningKey.ed25519Public("k1", base64(PUBLIC_PREFIX + point));
        byte[] input = HexFormat.of().parseHex(message);
        Base64URL expected = Base64URL.encode(HexFormat.of().parseHex(signature));

        assertThat(by(key).apply(input)).isEqualTo(expected.decode());
        assertThat(key.verifier().verify(key.header(), input, expected)).isTrue();
        assertThat(verifying.verifier().verify(key.header(), input, expected)).isTrue();
        assertThat(verifying.verifier().verify(key.header(), new byte[] {1}, expected))
                .isFalse();
    }

    @Test
    void verifiesWhereOnlyThePublicKeyIsKnown() {
        String passport = issuer(ED).issue(Tenant.live("acme"), Set.of(), null);

        assertThat(forgetful(CLOCK, ED).verify(passport).tenant()).hasToString("acme");
        assertThat(forgetful(CLOCK, FIRST, ED_VERIFYING).verify(passport).tenant())
                .hasToString("acme");
        assertThat(new Base64URL(passport.split("\\.", -1)[0]).decodeToString()).contains("\"Ed25519\"", "\"ed\"");
    }

    @Test
    void cannotSignWithThePublicKeyAlone() {
        assertThat(ED.canSign()).isTrue();
        assertThat(ED_VERIFYING.canSign()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(ED_VERIFYING, FIRST))
                .withMessageContainingAll("\"ed\"", "nostage.passport.keys", "only verifies");
        assertThat(options(FIRST, ED_VERIFYING).keys()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s\n", "-----BEGIN %2$s-----\n%s\n-----END %2$s-----\n"})
    void readsPemAndBase64OfAnyLineEnds(String form) {
        for (String ends : List.of("\n", "\r\n", " ")) {
            String privateKey = String.format(form, ED_PRIVATE, "PRIVATE KEY").replace("\n", ends);
            String publicKey = String.format(form, ED_PUBLIC, "PUBLIC KEY").replace("\n", ends);

            assertThat(by(SigningKey.ed25519("ed", privateKey)).apply(new byte[1]))
                    .isEqualTo(by(ED).apply(new byte[1]));
            assertThat(SigningKey.ed25519Public("ed", publicKey).canSign()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource
    void refusesEverythingElseAndDoesNotShowIt(String text) {
        if (!text.equals(ED_PRIVATE)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SigningKey.ed25519("k1", text))
                    .withMessageContainingAll("\"k1\"", "private key", "openssl genpkey -algorithm ed25519")
                    .satisfies(refusal -> assertHidden(text, refusal));
        }
        if (!text.equals(ED_PUBLIC)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SigningKey.ed25519Public("k1", text))
                    .withMessageContainingAll("\"k1\"", "public key", "openssl pkey -pubout")
                    .satisfies(refusal -> assertHidden(text, refusal));
        }
    }

    static List<String> refusesEverythingElseAndDoesNotShowIt() throws GeneralSecurityException {
        List<String> texts = new ArrayList<>(List.of(
                "",
                "not base64 at all!",
                ED_PRIVATE,
                ED_PUBLIC,
                Base64.getEncoder().encodeToString(FIRST.secret()),
                ED_PRIVATE.substring(4),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + ED_PRIVATE + "\n-----END ENCRYPTED PRIVATE KEY-----",
                "-----BEGIN CERTIFICATE-----\n" + ED_PUBLIC + "\n-----END CERTIFICATE-----"));
        for (String algorithm : List.of("Ed448", "X25519", "EC", "RSA")) {
            KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            texts.add(Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
            texts.add(Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        }
        return texts;
    }

    @Test
    void refusesAPublicKeyThatIsNoPointOfTheCurve() {
        String none = "02" + "00".repeat(31);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.ed25519Public("k1", base64(PUBLIC_PREFIX + none)));
    }

    @Test
    void showsNothingOfItselfInItsText() {
        assertThat(ED).hasToString("SigningKey[ed]");
        assertThat(options(ED).toString()).contains("SigningKey[ed]").doesNotContain(ED_PRIVATE);
    }

    private static void assertHidden(String text, Throwable refusal) {
        if (!text.isEmpty()) {
            assertThat(Throwables.getStackTrace(refusal)).doesNotContain(text);
        }
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
