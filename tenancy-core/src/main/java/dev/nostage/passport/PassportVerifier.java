package dev.nostage.passport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.nostage.context.Codec;
import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.PassportRefusedException;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads passports, and refuses what this deployment did not sign for itself and for now. */
public final class PassportVerifier {

    /** The longest passport that is looked at, in characters. */
    public static final int LONGEST = 4096;

    private final PassportOptions options;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /** @param clock real time; it must not be one that a request can shift */
    public PassportVerifier(PassportOptions options, Clock clock) {
        this.options = options;
        List<JWK> keys = options.keys().stream().map(PassportVerifier::jwk).toList();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(PassportClaims.TYPE));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.HS256, new ImmutableJWKSet<>(new JWKSet(keys))));
        processor.setJWTClaimsSetVerifier(new ClaimsVerifier(options.deployment(), clock));
    }

    /** @throws PassportRefusedException if it is forged, expired, foreign, oversized or unreadable */
    public Passport verify(String text) {
        if (text.length() > LONGEST) {
            throw new PassportRefusedException(
                    "A passport of " + text.length() + " characters is longer than " + LONGEST, null);
        }
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            if (jwt.getHeader().getKeyID() == null) {
                throw new PassportRefusedException("The passport does not name its key", null);
            }
            return passport(processor.process(jwt, null));
        } catch (PassportRefusedException e) {
            throw e;
        } catch (ParseException | BadJOSEException | JOSEException | RuntimeException e) {
            // Any RuntimeException: the parser and the codecs of others meet here what an attacker wrote.
            throw new PassportRefusedException("The passport is not valid here and now", e);
        }
    }

    private Passport passport(JWTClaimsSet claims) throws ParseException {
        Set<Permission> permissions = claims.getStringListClaim(PassportClaims.PERMISSIONS).stream()
                .map(Permission::ofWireName)
                .collect(Collectors.toSet());
        return new Passport(
                Objects.requireNonNull(claims.getJWTID(), "jti"),
                new TenantId(claims.getStringClaim(PassportClaims.TENANT)),
                TenantKind.valueOf(claims.getStringClaim(PassportClaims.KIND)),
                claims.getIntegerClaim(PassportClaims.GENERATION),
                permissions,
                claims.getIssueTime().toInstant(),
                claims.getExpirationTime().toInstant(),
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
        return carried.with(key, codec.decode(Objects.requireNonNull(text, key.name())));
    }

    private static JWK jwk(SigningKey key) {
        return new OctetSequenceKey.Builder(key.secret())
                .keyID(key.id())
                .algorithm(JWSAlgorithm.HS256)
                .build();
    }

    /** Issuer, audience, the claims that must be there, and expiry by a clock that no request can shift. */
    private static final class ClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {

        private final Clock clock;

        ClaimsVerifier(String deployment, Clock clock) {
            super(
                    deployment,
                    new JWTClaimsSet.Builder().issuer(deployment).build(),
                    Set.of(
                            "jti",
                            "iat",
                            "exp",
                            PassportClaims.TENANT,
                            PassportClaims.KIND,
                            PassportClaims.GENERATION,
                            PassportClaims.PERMISSIONS));
            this.clock = clock;
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
