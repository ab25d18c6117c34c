package dev.nostage.passport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.nostage.context.Codec;
import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.PassportRefusedException;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what this deployment signed for itself, whenever that was. */
final class PassportReader {

    private final PassportOptions options;
    private final Map<Map<String, Object>, SigningKey> keysByHead = new HashMap<>();

    PassportReader(PassportOptions options) {
        this.options = options;
        options.keys().forEach(key -> keysByHead.put(key.header().toJSONObject(), key));
    }

    /** @throws PassportRefusedException if it is forged, foreign or unreadable */
    VerifiedPassport read(String text) {
        try {
            return verified(JWTClaimsSet.parse(signedPayload(text)));
        } catch (PassportRefusedException e) {
            throw e;
        } catch (ParseException | JOSEException | RuntimeException e) {
            // Any RuntimeException: the parser and the codecs of others meet here what an attacker wrote.
            throw new PassportRefusedException("The passport cannot be read", e);
        }
    }

    /**
     * The payload of a compact JWS (RFC 7515). Its head is compared with what our keys write, and never followed: no
     * algorithm, key or extension that it names is looked at.
     */
    private Map<String, Object> signedPayload(String text) throws ParseException, JOSEException {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new PassportRefusedException("A passport has 3 parts, and this one " + parts.length, null);
        }
        SigningKey key = keysByHead.get(JSONObjectUtils.parse(new Base64URL(parts[0]).decodeToString()));
        if (key == null) {
            throw new PassportRefusedException("No key of this deployment writes such a head of a passport", null);
        }
        Base64URL signature = new Base64URL(parts[2]);
        // A decoder passes over what it need not read: one passport would have many texts.
        boolean isPlain = Base64URL.encode(signature.decode()).equals(signature);
        byte[] signed = text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.UTF_8);
        if (!isPlain || !key.verifier().verify(key.header(), signed, signature)) {
            throw new PassportRefusedException("Passport key \"" + key.id() + "\" did not sign this passport", null);
        }
        return JSONObjectUtils.parse(new Base64URL(parts[1]).decodeToString());
    }

    private VerifiedPassport verified(JWTClaimsSet claims) throws ParseException {
        if (!options.deployment().equals(claims.getIssuer())
                || !List.of(options.deployment()).equals(claims.getAudience())) {
            throw new PassportRefusedException("The passport is another deployment's", null);
        }
        Passport passport = passport(claims);
        Instant begin = passport.issuedAt();
        Duration lasts = Duration.between(begin, passport.expiresAt());
        // A request that the skew let in may write one that is past its expiry, by no more than the skew.
        if (lasts.compareTo(VerifiedPassport.SKEW.negated()) < 0
                || lasts.compareTo(PassportOptions.LONGEST_TIME_TO_LIVE) > 0) {
            throw new PassportRefusedException("No passport lasts " + lasts, null);
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && notBefore.toInstant().isAfter(begin)) {
            begin = notBefore.toInstant();
        }
        return new VerifiedPassport(
                passport,
                begin.minus(VerifiedPassport.SKEW).toEpochMilli(),
                passport.expiresAt().plus(VerifiedPassport.SKEW).toEpochMilli());
    }

    private Passport passport(JWTClaimsSet claims) throws ParseException {
        Set<Permission> permissions =
                present(PassportClaims.PERMISSIONS, claims.getStringListClaim(PassportClaims.PERMISSIONS)).stream()
                        .map(Permission::ofWireName)
                        .collect(Collectors.toSet());
        return new Passport(
                present("jti", claims.getJWTID()),
                new TenantId(present(PassportClaims.TENANT, claims.getStringClaim(PassportClaims.TENANT))),
                TenantKind.valueOf(present(PassportClaims.KIND, claims.getStringClaim(PassportClaims.KIND))),
                present(PassportClaims.GENERATION, claims.getLongClaim(PassportClaims.GENERATION)),
                permissions,
                present("iat", claims.getIssueTime()).toInstant(),
                present("exp", claims.getExpirationTime()).toInstant(),
                carried(claims.getJSONObjectClaim(PassportClaims.CARRIED)));
    }

    private RequestContext carried(@Nullable Map<String, Object> encoded) {
        RequestContext carried = RequestContext.empty();
        if (encoded != null) {
            for (Map.Entry<String, Object> claim : encoded.entrySet()) {
                carried = decode(carried, key(claim.getKey()), (String) claim.getValue());
            }
        }
        return carried;
    }

    /** What is carried changes what a request means: a service that does not know it must not go on as if it were not there. */
    private Key<?> key(String name) {
        return options.travelling().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nothing here knows what it carries"));
    }

    private static <T> RequestContext decode(RequestContext carried, Key<T> key, @Nullable String text) {
        Codec<T> codec = key.codec().orElseThrow();
        return carried.with(key, codec.decode(present(key.name(), text)));
    }

    private static <T> T present(String claim, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("The passport does not say its \"" + claim + "\"");
        }
        return value;
    }
}
