package dev.nostage.testkit.contract;

import dev.nostage.passport.PassportIssuer;
import dev.nostage.passport.PassportOptions;
import dev.nostage.passport.PassportTenantSource;
import dev.nostage.passport.PassportVerifier;
import dev.nostage.passport.SigningKey;
import dev.nostage.tenancy.AgreedTenantSource;
import dev.nostage.tenancy.FixedTenantSource;
import dev.nostage.tenancy.HeaderTenantSource;
import dev.nostage.tenancy.PrincipalTenantSource;
import dev.nostage.tenancy.SubdomainTenantSource;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantSource;
import dev.nostage.tenancy.TrustedPeers;
import dev.nostage.testkit.FakeRequest;
import dev.nostage.testkit.MutableClock;
import dev.nostage.testkit.TenantSourceContract;
import java.net.InetAddress;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** Each of our own sources keeps the contract. */
class TenantSourcesTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final FakeRequest TRUSTED = FakeRequest.empty().from(InetAddress.getLoopbackAddress());

    private static TenantSource header() {
        return new HeaderTenantSource(new TrustedPeers(List.of("127.0.0.0/8", "::1")));
    }

    private static FakeRequest stranger() {
        return FakeRequest.empty().from(TrustedPeers.address("192.0.2.1").orElseThrow());
    }

    @Nested
    class OfHeaders extends TenantSourceContract {

        @Override
        protected TenantSource source() {
            return header();
        }

        @Override
        protected Map<TenantId, FakeRequest> understood() {
            return Map.of(ACME, TRUSTED.header("Tenant-Id", "acme"), GLOBEX, TRUSTED.header("tenant-id", "globex"));
        }

        @Override
        protected List<FakeRequest> forged() {
            return List.of(
                    stranger().header("Tenant-Id", "acme"),
                    FakeRequest.empty().header("Tenant-Id", "acme"),
                    TRUSTED.header("Tenant-Id", "not an id"),
                    TRUSTED.header("Tenant-Id", "acme").header("Tenant-Id", "acme"));
        }
    }

    @Nested
    class OfPassports extends TenantSourceContract {

        private final MutableClock clock = MutableClock.at(Instant.parse("2026-07-01T10:00:00Z"));
        private final PassportOptions options = options(SigningKey.generated());

        private static PassportOptions options(SigningKey key) {
            return new PassportOptions("shop", List.of(key), Duration.ofMinutes(15), List.of());
        }

        private FakeRequest carrying(PassportOptions options, Instant issuedAt, TenantId tenant) {
            return FakeRequest.empty()
                    .header(
                            "Nostage-Passport",
                            new PassportIssuer(options, MutableClock.at(issuedAt))
                                    .issue(Tenant.live(tenant.value()), Set.of(), null));
        }

        @Override
        protected TenantSource source() {
            return new PassportTenantSource(new PassportVerifier(options, clock));
        }

        @Override
        protected Map<TenantId, FakeRequest> understood() {
            return Map.of(
                    ACME, carrying(options, clock.instant(), ACME), GLOBEX, carrying(options, clock.instant(), GLOBEX));
        }

        @Override
        protected List<FakeRequest> forged() {
            return List.of(
                    carrying(options(SigningKey.generated()), clock.instant(), ACME),
                    carrying(options, clock.instant().minus(Duration.ofDays(1)), ACME),
                    FakeRequest.empty().header("Nostage-Passport", "acme"));
        }
    }

    @Nested
    class OfPrincipals extends TenantSourceContract {

        private record User(String getName, Object tenant) implements Principal {

            @Override
            public String getName() {
                return getName;
            }
        }

        private FakeRequest by(Object tenant) {
            return FakeRequest.empty().header("Authorization", "Bearer token").by(new User("ann", tenant));
        }

        @Override
        protected TenantSource source() {
            return new PrincipalTenantSource(
                    "tenant", (principal, attribute) -> principal instanceof User user ? user.tenant() : null);
        }

        @Override
        protected Map<TenantId, FakeRequest> understood() {
            return Map.of(ACME, by("acme"), GLOBEX, by("globex"));
        }

        @Override
        protected List<FakeRequest> forged() {
            return List.of(by("not an id"), by(List.of("acme", "globex")), by(7));
        }
    }

    @Nested
    class OfSubdomains extends TenantSourceContract {

        private FakeRequest to(String host) {
            return FakeRequest.empty().header("Host", host);
        }

        @Override
        protected TenantSource source() {
            return new SubdomainTenantSource(List.of("shop.example"));
        }

        @Override
        protected Map<TenantId, FakeRequest> understood() {
            return Map.of(ACME, to("acme.shop.example"), GLOBEX, to("GLOBEX.shop.example:8080"));
        }

        @Override
        protected List<FakeRequest> forged() {
            return List.of(to("a.b.shop.example"), to("acme.shop.example/"), to("-.shop.example"));
        }
    }

    @Nested
    class Fixed extends TenantSourceContract {

        @Override
        protected TenantSource source() {
            return new FixedTenantSource("acme");
        }

        @Override
        protected Map<TenantId, FakeRequest> understood() {
            return Map.of(ACME, FakeRequest.empty());
        }

        @Override
        protected List<FakeRequest> forged() {
            return List.of();
        }
    }

    @Nested
    class Agreed extends TenantSourceContract {

        @Override
        protected TenantSource source() {
            return new AgreedTenantSource(
                    "both", List.of(header(), new SubdomainTenantSource(List.of("shop.example"))));
        }

        @Override
        protected Map<TenantId, FakeRequest> understood() {
            return Map.of(
                    ACME,
                    TRUSTED.header("Tenant-Id", "acme").header("Host", "acme.shop.example"),
                    GLOBEX,
                    TRUSTED.header("Host", "globex.shop.example"));
        }

        @Override
        protected List<FakeRequest> forged() {
            return List.of(
                    TRUSTED.header("Tenant-Id", "acme").header("Host", "globex.shop.example"),
                    stranger().header("Tenant-Id", "acme").header("Host", "acme.shop.example"));
        }
    }
}
