package dev.nostage.passport;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.nostage.context.Codec;
import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
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

    /** So long, and at most a tenth of its life, a passport serves for further calls on the same terms. */
    private static final Duration LONGEST_FRESHNESS = Duration.ofMinutes(1);

    private static final int MOST_ISSUED = 1000;

    private final PassportOptions options;
    private final Clock clock;
    private final JWSHeader header;
    private final JWSSigner signer;
    private final Duration freshness;
    private final Cache<Terms, Issued> issued = Caffeine.newBuilder()
            .maximumSize(MOST_ISSUED)
            .executor(Runnable::run)
            .build();

    /** @param clock real time; it must not be one that a request can shift */
    public PassportIssuer(PassportOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
        SigningKey key = options.keys().get(0);
        this.header = key.header();
        Duration tenth = options.timeToLive().dividedBy(10);
        this.freshness = tenth.compareTo(LONGEST_FRESHNESS) < 0 ? tenth : LONGEST_FRESHNESS;
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
        return sign(tenant, permissions, now, earlier(end, tenantsEnd), Map.of());
    }

    /**
     * The passport that a call to the next service takes along: the context's tenant, what its own passport permits, and
     * every travelling value. It does not outlive the passport that the request came with.
     *
     * <p>Calls on the same terms take the same one along for a minute: to sign costs more than all else that a call needs,
     * and whoever is called knows it again.
     *
     * @throws TenantMissingException if the context has no tenant
     */
    public String issueFor(RequestContext context) {
        Tenant tenant = context.get(Tenants.KEY);
        if (tenant == null) {
            throw new TenantMissingException();
        }
        Passport held = Passport.of(context).orElse(null);
        Terms terms = new Terms(
                tenant.id(),
                tenant.kind(),
                tenant.generation(),
                held == null ? Set.of() : held.permissions(),
                held == null ? tenant.expiresAt() : earlier(held.expiresAt(), tenant.expiresAt()),
                carried(context));
        Instant now = clock.instant();
        Issued fresh = issued.getIfPresent(terms);
        if (fresh == null || fresh.at().isAfter(now) || !now.isBefore(fresh.at().plus(freshness))) {
            Instant end = earlier(now.plus(options.timeToLive()), terms.end());
            fresh = new Issued(sign(tenant, terms.permissions(), now, end, terms.carried()), now);
            issued.put(terms, fresh);
        }
        return fresh.text();
    }

    private String sign(
            Tenant tenant, Set<Permission> permissions, Instant now, Instant end, Map<String, String> carried) {
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
        if (options.travelling().isEmpty()) {
            return Map.of();
        }
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

    /**
     * All that a passport says but when it was written.
     *
     * @param end what it may not outlive; null for nothing but its own time to live
     */
    private record Terms(
            TenantId tenant,
            TenantKind kind,
            long generation,
            Set<Permission> permissions,
            @Nullable Instant end,
            Map<String, String> carried) {

        /** Asked at each call: of that which tells the terms of one tenant apart, and is quickly asked. */
        @Override
        public int hashCode() {
            return 31 * (31 * tenant.hashCode() + Objects.hashCode(end)) + carried.hashCode();
        }
    }

    private record Issued(String text, Instant at) {}
}
