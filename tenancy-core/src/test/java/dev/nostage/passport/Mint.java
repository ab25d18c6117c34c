package dev.nostage.passport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.nostage.context.Codec;
import dev.nostage.context.Key;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Makes passports as the issuer would, and as it never would. */
final class Mint {

    static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final HmacKey FIRST = HmacKey.ofSecret("first", "Zmlyc3QtZmlyc3QtZmlyc3QtZmlyc3QtZmlyc3QtZmlyc3Q=");
    static final HmacKey SECOND = HmacKey.ofSecret("second", "c2Vjb25kLXNlY29uZC1zZWNvbmQtc2Vjb25kLXNlY29uZC0=");
    static final HmacKey FOREIGN = HmacKey.ofSecret("first", "Zm9yZWlnbi1mb3JlaWduLWZvcmVpZ24tZm9yZWlnbi1mb3I=");

    /** As openssl wrote them: {@code genpkey -algorithm ed25519}, and {@code pkey -pubout} of that. */
    static final String ED_PRIVATE = "MC4CAQAwBQYDK2VwBCIEIDz2qMJl/ft1dXZX5X//F+KfHRO5GGQ8ygZ3XVxXMnoo";

    static final String ED_PUBLIC = "MCowBQYDK2VwAyEAfKwu4I36vgp52QvP858pYh+vRPxl0PTh1/lLIIxflkU=";
    static final SigningKey ED = SigningKey.ed25519("ed", ED_PRIVATE);
    static final SigningKey ED_VERIFYING = SigningKey.ed25519Public("ed", ED_PUBLIC);

    static final Key<Integer> FLOOR = Key.travelling("floor", new Codec<>() {
        @Override
        public String encode(Integer value) {
            return value.toString();
        }

        @Override
        public Integer decode(String text) {
            return Integer.valueOf(text);
        }
    });

    private Mint() {}

    static PassportOptions options(SigningKey... keys) {
        return new PassportOptions("shop", List.of(keys), Duration.ofMinutes(15), List.of(FLOOR));
    }

    static PassportVerifier verifier(SigningKey... keys) {
        return new PassportVerifier(options(keys), CLOCK);
    }

    static PassportVerifier verifierAt(Instant now) {
        return new PassportVerifier(options(FIRST), Clock.fixed(now, ZoneOffset.UTC));
    }

    /** Knows nothing again, so that each look is a first one. */
    static PassportVerifier forgetful(Clock clock, SigningKey... keys) {
        return new PassportVerifier(options(keys), clock, 0);
    }

    static PassportIssuer issuer(SigningKey... keys) {
        return new PassportIssuer(options(keys), CLOCK);
    }

    /** The claims of a good passport, to be spoiled. */
    static Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", "id-1");
        claims.put("iss", "shop");
        claims.put("aud", "shop");
        claims.put("iat", NOW.getEpochSecond());
        claims.put("exp", NOW.plusSeconds(900).getEpochSecond());
        claims.put("tenant", "acme");
        claims.put("kind", "LIVE");
        claims.put("generation", 1);
        claims.put("permissions", List.of("travel"));
        claims.put("carried", Map.of("floor", "7"));
        return claims;
    }

    static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType("nostage-passport+jwt"))
                .keyID("first");
    }

    static String sign(Map<String, Object> claims) {
        return sign(header().build(), claims, FIRST);
    }

    static String sign(JWSHeader header, Map<String, Object> claims, HmacKey key) {
        byte[] secret = new byte[64];
        System.arraycopy(key.secret(), 0, secret, 0, key.secret().length);
        boolean needsMore = !header.getAlgorithm().equals(JWSAlgorithm.HS256);
        return sign(header, JSONObjectUtils.toJSONString(claims), needsMore ? secret : key.secret());
    }

    static String sign(JWSHeader header, String payload, byte[] secret) {
        Base64URL body = Base64URL.encode(payload);
        String signed = header.toBase64URL() + "." + body;
        try {
            return signed + "." + new MACSigner(secret).sign(header, signed.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A passport with a header of one's own, signed by whoever signs such a text. */
    static String signed(String header, Map<String, Object> claims, UnaryOperator<byte[]> signer) {
        String signed = unsigned(header, claims, "");
        byte[] input = signed.substring(0, signed.length() - 1).getBytes(StandardCharsets.US_ASCII);
        return signed + Base64URL.encode(signer.apply(input));
    }

    /** Signs as this key does, whatever a header says. */
    static UnaryOperator<byte[]> by(SigningKey key) {
        return input -> {
            try {
                return Objects.requireNonNull(key.signer())
                        .sign(key.header(), input)
                        .decode();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** A passport with a header of one's own and whatever signature. */
    static String unsigned(String header, Map<String, Object> claims, String signature) {
        return Base64URL.encode(header) + "." + Base64URL.encode(JSONObjectUtils.toJSONString(claims)) + "."
                + signature;
    }
}
