package dev.nostage.passport;

import static dev.nostage.passport.Mint.FIRST;
import static dev.nostage.passport.Mint.FLOOR;
import static dev.nostage.passport.Mint.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantStatus;
import dev.nostage.tenancy.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls on the same terms take the same passport along for a while. */
final class PassportAgainTest {

    private final SetClock clock = new SetClock(NOW);
    private final PassportIssuer issuer = new PassportIssuer(Mint.options(FIRST), clock);
    private final Tenant acme = Tenant.live("acme");
    private final RequestContext context = RequestContext.empty().with(Tenants.KEY, acme);

    private static Tenant of(TenantKind kind, @Nullable Instant end, long generation) {
        return new Tenant(new TenantId("acme"), kind, "standard", TenantStatus.ACTIVE, end, Map.of(), generation);
    }

    private RequestContext cameWith(Set<Permission> permissions, Duration timeToLive) {
        PassportVerifier verifier = new PassportVerifier(Mint.options(FIRST), clock);
        return verifier.verify(issuer.issue(acme, permissions, timeToLive))
                .context()
                .with(Tenants.KEY, acme);
    }

    @Test
    void isTheSameForAMinuteAndThenANewOne() {
        String first = issuer.issueFor(context);

        clock.set(NOW.plusSeconds(60).minusNanos(1));
        assertThat(issuer.issueFor(context)).isEqualTo(first);

        clock.set(NOW.plusSeconds(60));
        String second = issuer.issueFor(context);
        assertThat(second).isNotEqualTo(first);
        assertThat(new PassportVerifier(Mint.options(FIRST), clock)
                        .verify(second)
                        .expiresAt())
                .isEqualTo(NOW.plusSeconds(60).plus(Duration.ofMinutes(15)));
    }

    @Test
    void isANewOneAfterATenthOfAShortLife() {
        PassportIssuer brief = new PassportIssuer(
                new PassportOptions("shop", List.of(FIRST), Duration.ofSeconds(10), List.of()), clock);
        String first = brief.issueFor(context);

        clock.set(NOW.plusMillis(999));
        assertThat(brief.issueFor(context)).isEqualTo(first);
        clock.set(NOW.plusSeconds(1));
        assertThat(brief.issueFor(context)).isNotEqualTo(first);
    }

    @Test
    void isANewOneWhereTheClockWasSetBack() {
        String first = issuer.issueFor(context);

        clock.set(NOW.minusSeconds(3600));
        assertThat(issuer.issueFor(context)).isNotEqualTo(first);
    }

    @Test
    void isAnotherOnOtherTerms() {
        Instant end = NOW.plusSeconds(600);
        List<RequestContext> contexts = List.of(
                context,
                context.with(Tenants.KEY, Tenant.live("globex")),
                context.with(Tenants.KEY, Tenant.test("acme", end)),
                context.with(Tenants.KEY, of(TenantKind.SYNTHETIC, end, 1)),
                context.with(Tenants.KEY, Tenant.test("acme", end.plusSeconds(1))),
                context.with(Tenants.KEY, of(TenantKind.LIVE, null, 7)),
                context.with(FLOOR, 7),
                context.with(FLOOR, 8),
                cameWith(Set.of(Permission.TRAVEL), Duration.ofMinutes(20)),
                cameWith(Set.of(Permission.OVERRIDE), Duration.ofMinutes(20)),
                cameWith(Set.of(), Duration.ofSeconds(30)));

        assertThat(contexts.stream().map(issuer::issueFor).distinct()).hasSameSizeAs(contexts);
        assertThat(Stream.concat(contexts.stream(), contexts.stream())
                        .map(issuer::issueFor)
                        .distinct())
                .hasSameSizeAs(contexts);
    }

    @Test
    void ofATesterIsNeverTheSame() {
        assertThat(issuer.issue(acme, Set.of(), null)).isNotEqualTo(issuer.issue(acme, Set.of(), null));
    }
}
