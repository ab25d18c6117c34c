package dev.nostage.passport;

import static dev.nostage.passport.Mint.CLOCK;
import static dev.nostage.passport.Mint.ED;
import static dev.nostage.passport.Mint.ED_PUBLIC;
import static dev.nostage.passport.Mint.ED_VERIFYING;
import static dev.nostage.passport.Mint.FIRST;
import static dev.nostage.passport.Mint.by;
import static dev.nostage.passport.Mint.claims;
import static dev.nostage.passport.Mint.forgetful;
import static dev.nostage.passport.Mint.signed;
import static dev.nostage.passport.Mint.unsigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;

import com.nimbusds.jose.util.Base64URL;
import dev.nostage.tenancy.PassportRefusedException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A verifier that knows a secret and a public key, and is talked into taking the one for the other. */
final class AlgorithmConfusionTest {

    private static final String TYPE = "\"typ\":\"nostage-passport+jwt\"";
    private static final String HMAC_HEAD = "{\"alg\":\"HS256\"," + TYPE + ",\"kid\":\"first\"}";
    private static final String ED_HEAD = "{\"alg\":\"Ed25519\"," + TYPE + ",\"kid\":\"ed\"}";
    private static final byte[] PUBLIC = Base64.getDecoder().decode(ED_PUBLIC);
    private static final SigningKey STRANGER = stranger();

    private final PassportVerifier verifier = forgetful(CLOCK, FIRST, ED_VERIFYING);

    @ParameterizedTest
    @MethodSource
    void passesIfTheHeadIsTheKeysOwn(String passport) {
        assertThat(verifier.verify(passport).tenant()).hasToString("acme");
    }

    static List<Named<String>> passesIfTheHeadIsTheKeysOwn() {
        return List.of(
                named("HS256", signed(HMAC_HEAD, claims(), by(FIRST))),
                named("Ed25519", signed(ED_HEAD, claims(), by(ED))),
                named(
                        "in another order, with spaces",
                        signed("{ \"kid\" : \"ed\", " + TYPE + ", \"alg\": \"Ed25519\" }", claims(), by(ED))));
    }

    @ParameterizedTest
    @MethodSource({"secretsOfWhatIsPublic", "otherKeysAlgorithms", "noAlgorithm", "keysThatItBrings", "extensions"})
    void isRefused(String passport) {
        assertThatThrownBy(() -> verifier.verify(passport))
                .isInstanceOf(PassportRefusedException.class)
                .satisfies(refusal -> assertThat(
                                ((PassportRefusedException) refusal).problem().status())
                        .isEqualTo(401));
    }

    static List<Named<String>> secretsOfWhatIsPublic() {
        String head = ED_HEAD.replace("Ed25519", "HS256");
        String pem = "-----BEGIN PUBLIC KEY-----\n" + ED_PUBLIC + "\n-----END PUBLIC KEY-----\n";
        return List.of(
                named("HS256, the public key's X.509 for a secret", signed(head, claims(), hmac(PUBLIC))),
                named(
                        "HS256, the point for a secret",
                        signed(head, claims(), hmac(Arrays.copyOfRange(PUBLIC, 12, 44)))),
                named("HS256, Base64 for a secret", signed(head, claims(), hmac(bytes(ED_PUBLIC)))),
                named("HS256, PEM for a secret", signed(head, claims(), hmac(bytes(pem)))),
                named("HS256, the key's id for a secret", signed(head, claims(), hmac(bytes("ed")))),
                named("HS256 in lower case", signed(head.replace("HS256", "hs256"), claims(), hmac(PUBLIC))));
    }

    static List<Named<String>> otherKeysAlgorithms() {
        return List.of(
                named(
                        "HS256 with the pair's id, by the secret",
                        signed(ED_HEAD.replace("Ed25519", "HS256"), claims(), by(FIRST))),
                named(
                        "Ed25519 with the secret's id, by a stranger",
                        signed(HMAC_HEAD.replace("HS256", "Ed25519"), claims(), by(STRANGER))),
                named(
                        "Ed25519 with the secret's id, by the pair",
                        signed(HMAC_HEAD.replace("HS256", "Ed25519"), claims(), by(ED))),
                named(
                        "EdDSA with the secret's id, by the pair",
                        signed(HMAC_HEAD.replace("HS256", "EdDSA"), claims(), by(ED))),
                named(
                        "EdDSA with the secret's id, by the secret",
                        signed(HMAC_HEAD.replace("HS256", "EdDSA"), claims(), by(FIRST))),
                named(
                        "EdDSA, which may be Ed448 as well",
                        signed(ED_HEAD.replace("Ed25519", "EdDSA"), claims(), by(ED))),
                named("Ed448", signed(ED_HEAD.replace("Ed25519", "Ed448"), claims(), by(ED))),
                named("the secret's head, by the pair", signed(HMAC_HEAD, claims(), by(ED))),
                named("the pair's head, by the secret", signed(ED_HEAD, claims(), by(FIRST))),
                named("the pair's head, by a stranger", signed(ED_HEAD, claims(), by(STRANGER))));
    }

    static List<Named<String>> noAlgorithm() {
        List<Named<String>> cases = new ArrayList<>();
        for (String alg :
                List.of("\"none\"", "\"NONE\"", "\"nOnE\"", "\"\"", "null", "0", "[]", "[\"Ed25519\"]", "{}")) {
            String head = ED_HEAD.replace("\"Ed25519\"", alg);
            cases.add(named("alg " + alg + ", unsigned", unsigned(head, claims(), "")));
            cases.add(named("alg " + alg + ", signed", signed(head, claims(), by(ED))));
        }
        String absent = "{" + TYPE + ",\"kid\":\"ed\"}";
        cases.add(named("no alg, unsigned", unsigned(absent, claims(), "")));
        cases.add(named("no alg, signed", signed(absent, claims(), by(ED))));
        cases.add(named("alg twice, none first", signed(twice("none", "Ed25519"), claims(), by(ED))));
        cases.add(named("alg twice, none last", signed(twice("Ed25519", "none"), claims(), by(ED))));
        cases.add(named("alg in capitals", signed(ED_HEAD.replace("alg", "ALG"), claims(), by(ED))));
        return cases;
    }

    static List<Named<String>> keysThatItBrings() {
        String point = Base64URL.encode(Arrays.copyOfRange(PUBLIC, 12, 44)).toString();
        String jwk = "\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + point + "\"}";
        String octets = "\"jwk\":{\"kty\":\"oct\",\"k\":\"" + Base64URL.encode(new byte[32]) + "\"}";
        return List.of(
                named("jwk, a stranger's", signed(with(ED_HEAD, jwk), claims(), by(STRANGER))),
                named("jwk, our own", signed(with(ED_HEAD, jwk), claims(), by(ED))),
                named("jwk, a secret", signed(with(HMAC_HEAD, octets), claims(), hmac(new byte[32]))),
                named("jku", signed(with(ED_HEAD, "\"jku\":\"https://evil.example/keys\""), claims(), by(ED))),
                named("x5u", signed(with(ED_HEAD, "\"x5u\":\"https://evil.example/cert\""), claims(), by(ED))),
                named("x5c", signed(with(ED_HEAD, "\"x5c\":[\"" + ED_PUBLIC + "\"]"), claims(), by(ED))),
                named("x5t", signed(with(ED_HEAD, "\"x5t\":\"AAAA\""), claims(), by(ED))),
                named("kid absent", signed("{\"alg\":\"Ed25519\"," + TYPE + "}", claims(), by(ED))),
                named("kid of several", signed(ED_HEAD.replace("\"ed\"", "[\"ed\",\"first\"]"), claims(), by(ED))),
                named("kid in capitals", signed(ED_HEAD.replace("\"ed\"", "\"ED\""), claims(), by(ED))));
    }

    static List<Named<String>> extensions() {
        List<Named<String>> cases = new ArrayList<>();
        for (String extension : List.of(
                "\"b64\":false",
                "\"b64\":true",
                "\"b64\":false,\"crit\":[\"b64\"]",
                "\"crit\":[]",
                "\"crit\":[\"exp\"]",
                "\"crit\":null",
                "\"cty\":\"JWT\"",
                "\"zip\":\"DEF\"",
                "\"exotic\":1",
                "\"\":\"\"")) {
            cases.add(named(extension, signed(with(ED_HEAD, extension), claims(), by(ED))));
            cases.add(named(extension + ", HS256", signed(with(HMAC_HEAD, extension), claims(), by(FIRST))));
        }
        return cases;
    }

    private static String twice(String one, String other) {
        return String.format(Locale.ROOT, "{\"alg\":\"%s\",\"alg\":\"%s\",%s,\"kid\":\"ed\"}", one, other, TYPE);
    }

    private static String with(String head, String more) {
        return head.substring(0, head.length() - 1) + "," + more + "}";
    }

    private static UnaryOperator<byte[]> hmac(byte[] secret) {
        return input -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                return mac.doFinal(input);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static SigningKey stranger() {
        try {
            byte[] key = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            return SigningKey.ed25519("ed", Base64.getEncoder().encodeToString(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
