package dev.nostage.passport;

import static dev.nostage.passport.Mint.FIRST;
import static dev.nostage.passport.Mint.FOREIGN;
import static dev.nostage.passport.Mint.NOW;
import static dev.nostage.passport.Mint.SECOND;
import static dev.nostage.passport.Mint.claims;
import static dev.nostage.passport.Mint.header;
import static dev.nostage.passport.Mint.sign;
import static dev.nostage.passport.Mint.unsigned;
import static dev.nostage.passport.Mint.verifier;
import static dev.nostage.passport.Mint.verifierAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import dev.nostage.tenancy.PassportRefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ForgedPassportTest {

    private static final String ALPHABET = "ABCxyz019-_.=+/ \n\u0000\u00e9{\"";

    @Test
    void isToldFromAGoodOneWhichPasses() {
        assertThat(verifier(FIRST).verify(sign(claims())).tenant()).hasToString("acme");
    }

    @Test
    void isRefusedWithASignatureOfAnotherKey() {
        assertRefused(sign(header().build(), claims(), FOREIGN));
        assertRefused(sign(header().build(), claims(), SECOND));
    }

    @Test
    void isRefusedWithTheSignatureOfAnotherPassport() {
        Map<String, Object> stolen = claims();
        stolen.put("tenant", "globex");
        String[] own = sign(claims()).split("\\.", -1);
        String[] wanted = sign(header().build(), stolen, FOREIGN).split("\\.", -1);

        assertRefused(wanted[0] + "." + wanted[1] + "." + own[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS256 ", "hs256", "RS256", "ES256", "EdDSA", "A128KW"})
    void isRefusedWithAnyOtherAlgorithm(String algorithm) {
        String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"nostage-passport+jwt\",\"kid\":\"first\"}";
        String signature = sign(claims()).split("\\.", -1)[2];

        assertRefused(unsigned(header, claims(), ""));
        assertRefused(unsigned(header, claims(), signature));
    }

    @Test
    void isRefusedWithAStrongerAlgorithmOfTheSameKey() {
        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
            JWSHeader header = new JWSHeader.Builder(algorithm)
                    .type(new JOSEObjectType("nostage-passport+jwt"))
                    .keyID("first")
                    .build();
            assertRefused(sign(header, claims(), FIRST));
        }
    }

    @Test
    void isRefusedWithoutASignature() {
        String[] good = sign(claims()).split("\\.", -1);

        assertRefused(good[0] + "." + good[1] + ".");
        assertRefused(good[0] + "." + good[1]);
        assertRefused("." + good[1] + "." + good[2]);
        assertRefused(good[0] + ".." + good[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "second", "FIRST", "first ", "../first", "first' OR '1'='1", "/dev/null"})
    void isRefusedWithAKeyThatNobodyKnows(String kid) {
        assertRefused(sign(header().keyID(kid).build(), claims(), FIRST));
    }

    @Test
    void isRefusedWhenItDoesNotNameItsKey() {
        assertRefused(sign(header().keyID(null).build(), claims(), FIRST));
    }

    @Test
    void isRefusedAsAnotherTypeOfToken() {
        for (JOSEObjectType type :
                Arrays.asList(null, JOSEObjectType.JWT, JOSEObjectType.JOSE, new JOSEObjectType("at+jwt"))) {
            assertRefused(sign(header().type(type).build(), claims(), FIRST));
        }
    }

    @Test
    void isRefusedWithACriticalHeaderThatNobodyUnderstands() {
        assertRefused(sign(
                header().criticalParams(Set.of("exotic"))
                        .customParam("exotic", true)
                        .build(),
                claims(),
                FIRST));
    }

    @Test
    void isRefusedPastItsExpiryAndAMinuteOfClockSkew() {
        Instant expiry = NOW.plusSeconds(900);
        String passport = sign(claims());

        assertThatCode(() -> verifierAt(expiry.plusSeconds(59)).verify(passport))
                .doesNotThrowAnyException();
        assertThat(catchThrowable(() -> verifierAt(expiry.plusSeconds(61)).verify(passport)))
                .isInstanceOf(PassportRefusedException.class);
    }

    @Test
    void isRefusedBeforeItIsValid() {
        Map<String, Object> later = claims();
        later.put("nbf", NOW.plusSeconds(61).getEpochSecond());

        assertRefused(sign(later));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jti", "iss", "aud", "iat", "exp", "tenant", "kind", "generation", "permissions"})
    void isRefusedWhenAClaimIsMissingOrNull(String claim) {
        Map<String, Object> lacking = claims();
        lacking.remove(claim);
        assertRefused(sign(lacking));

        lacking.put(claim, null);
        assertRefused(sign(lacking));
    }

    @ParameterizedTest
    @MethodSource
    void isRefusedWithAClaimOfAnotherShape(String claim, Object value) {
        Map<String, Object> spoiled = claims();
        spoiled.put(claim, value);

        assertRefused(sign(spoiled));
    }

    static List<Object[]> isRefusedWithAClaimOfAnotherShape() {
        List<Object[]> spoiled = new ArrayList<>();
        Map<String, List<Object>> values = new LinkedHashMap<>();
        values.put("iss", List.of("other", "", "Shop", List.of("shop"), 1));
        values.put("aud", List.of("other", "", List.of(), List.of("other"), 1, Map.of()));
        values.put("tenant", List.of("", "../globex", "a b", 1, List.of("acme"), Map.of("id", "acme")));
        values.put("generation", List.of("one", List.of(1), true));
        values.put("kind", List.of("", "live", "ADMIN", 1, List.of("LIVE")));
        values.put(
                "permissions",
                List.of("travel", List.of("fly"), List.of(1), List.of(""), Map.of(), nullIn(), List.of("TRAVEL")));
        values.put("exp", List.of("soon", true, List.of(), NOW.minusSeconds(61).getEpochSecond(), 0, -1));
        values.put("iat", List.of("now", Map.of()));
        values.put("jti", List.of(1, List.of()));
        values.put(
                "carried",
                List.of(
                        "floor",
                        List.of("floor"),
                        1,
                        Map.of("floor", "up"),
                        Map.of("floor", ""),
                        Map.of("floor", 7),
                        Map.of("floor", Map.of()),
                        Collections.singletonMap("floor", null)));
        values.forEach((claim, each) -> each.forEach(value -> spoiled.add(new Object[] {claim, value})));
        return spoiled;
    }

    @Test
    void isRefusedIfItCarriesWhatThisServiceDoesNotKnow() {
        Map<String, Object> claims = claims();
        claims.put("carried", Map.of("floor", "7"));
        assertThat(verifier(FIRST).verify(sign(claims)).carried().get(Mint.FLOOR))
                .isEqualTo(7);

        claims.put("carried", Map.of("floor", "7", "unknown", "to this service"));
        assertRefused(sign(claims));
    }

    @Test
    void isRefusedUnreadWhenItIsLongerThanFourKilobytes() {
        Map<String, Object> large = claims();
        large.put("padding", "x".repeat(3500));
        assertRefused(sign(large));
        assertRefused("a".repeat(10_000_000));
    }

    @Test
    void isRefusedWhenItNestsTooDeep() {
        String deep = "{\"a\":" + "[".repeat(1400) + "]".repeat(1400) + "}";
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String encoded = base64.encodeToString(deep.getBytes(StandardCharsets.US_ASCII));

        assertRefused(encoded + ".e30.");
        assertRefused(sign(header().build(), deep.substring(0, 1000), FIRST.secret()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "....",
                "a.b.c",
                "e30.e30.e30",
                "null",
                "bnVsbA.bnVsbA.",
                "W10.W10.W10",
                "{}.{}.{}",
                "\u0000.\u0000.\u0000",
                "eyJhbGciOiJub25lIn0.e30.",
                "eyJhbGciOm51bGx9.e30.",
                "eyJhbGciOjF9.e30.",
                "Bearer a.b.c",
                "../../etc/passwd"
            })
    void isRefusedWhenItIsNoTokenAtAll(String garbage) {
        assertRefused(garbage);
    }

    @Test
    void isRefusedHoweverItIsMutated() {
        PassportVerifier verifier = verifier(FIRST);
        String good = sign(claims());
        Random random = new Random(20260731);
        int mutated = 0;
        for (int round = 0; round < 5000; round++) {
            String mutant = mutate(good, random);
            if (!mutant.equals(good)) {
                mutated++;
                assertThatThrownBy(() -> verifier.verify(mutant)).isInstanceOf(PassportRefusedException.class);
            }
        }
        assertThat(mutated).isGreaterThan(4000);
        assertThat(verifier.verify(good).carried().get(Mint.FLOOR)).isEqualTo(7);
    }

    private static String mutate(String good, Random random) {
        StringBuilder mutant = new StringBuilder(good);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(mutant.length());
            char any = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> mutant.setCharAt(at, any);
                case 1 -> mutant.insert(at, any);
                case 2 -> mutant.deleteCharAt(at);
                default -> mutant.setLength(Math.max(8, at));
            }
        }
        return mutant.toString();
    }

    private static void assertRefused(String passport) {
        assertThat(catchThrowable(() -> verifier(FIRST).verify(passport)))
                .isInstanceOfSatisfying(PassportRefusedException.class, refusal -> {
                    assertThat(refusal.problem().status()).isEqualTo(401);
                    assertThat(refusal.getMessage())
                            .hasSizeLessThan(200)
                            .doesNotContain("acme")
                            .doesNotContain("\n");
                });
    }

    private static List<String> nullIn() {
        return Collections.singletonList(null);
    }
}
