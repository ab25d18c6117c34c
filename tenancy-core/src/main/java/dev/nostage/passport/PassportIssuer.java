package dev.nostage.passport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.nostage.context.Codec;
import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes passports, signed with the deployment's first key. */
public final class PassportIssuer {

    private final PassportOptions options;
    private final Clock clock;
    private final JWSHeader header;
    private final JWSSigner signer;

    /** @param clock real time; it must not be one that a request can shift */
    public PassportIssuer(PassportOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
        SigningKey key = options.keys().get(0);
        this.header = key.header();
        this.signer = Objects.requireNonNull(key.signer(), key.id());
    }

    /**
     * A passport with which a tester acts as a tenant. It never outlives the tenant, nor {@link
     * PassportOptions#LONGEST_TIME_TO_LIVE}.
     *
     * @param timeToLive how long it lasts, or null for as long as the tenant, or a service's passport for a live one
     */
    public String issue(Tenant tenant, Set<Permission> permissions, @Nullable Duration timeToLive) {
        Instant now = clock.instant();
        Instant tenantsEnd = tenant.expiresAt();
        Instant end = timeToLive != null
                ? now.plus(timeToLive)
                : tenantsEnd != null ? tenantsEnd : now.plus(options.timeToLive());
        return sign(tenant, permissions, now, earlier(end, tenantsEnd), RequestContext.empty());
    }

    /**
     * The passport that a call to the next service takes along: the context's tenant, what its own passport permits, and
     * every travelling value. It does not outlive the passport that the request came with.
     *
     * @throws TenantMissingException if the context has no tenant
     */
    public String issueFor(RequestContext context) {
        Tenant tenant = context.get(Tenants.KEY);
        if (tenant == null) {
            throw new TenantMissingException();
        }
        Passport held = Passport.of(context).orElse(null);
        Instant now = clock.instant();
        Instant end = earlier(now.plus(options.timeToLive()), tenant.expiresAt());
        return held == null
                ? sign(tenant, Set.of(), now, end, context)
                : sign(tenant, held.permissions(), now, earlier(end, held.expiresAt()), context);
    }

    private String sign(Tenant tenant, Set<Permission> permissions, Instant now, Instant end, RequestContext context) {
        Instant latest = now.plus(PassportOptions.LONGEST_TIME_TO_LIVE);
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .issuer(options.deployment())
                .audience(options.deployment())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(earlier(end, latest)))
                .claim(PassportClaims.TENANT, tenant.id().value())
                .claim(PassportClaims.KIND, tenant.kind().name())
                .claim(PassportClaims.GENERATION, tenant.generation())
                .claim(
                        PassportClaims.PERMISSIONS,
                        permissions.stream().map(Permission::wireName).sorted().toList());
        Map<String, String> carried = carried(context);
        if (!carried.isEmpty()) {
            claims.claim(PassportClaims.CARRIED, carried);
        }
        SignedJWT passport = new SignedJWT(header, claims.build());
        try {
            passport.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("Passport key \"" + header.getKeyID() + "\" could not sign", e);
        }
        return passport.serialize();
    }

    private Map<String, String> carried(RequestContext context) {
        Map<String, String> carried = new TreeMap<>();
        for (Key<?> key : options.travelling()) {
            encode(context, key, carried);
        }
        return carried;
    }

    private static <T> void encode(RequestContext context, Key<T> key, Map<String, String> carried) {
        T value = context.get(key);
        Codec<T> codec = key.codec().orElse(null);
        if (value != null && codec != null) {
            carried.put(key.name(), codec.encode(value));
        }
    }

    private static Instant earlier(Instant end, @Nullable Instant other) {
        return other == null || end.isBefore(other) ? end : other;
    }
}
