package dev.nostage.passport;

import static dev.nostage.passport.Mint.FIRST;
import static dev.nostage.passport.Mint.FLOOR;
import static dev.nostage.passport.Mint.NOW;
import static dev.nostage.passport.Mint.SECOND;
import static dev.nostage.passport.Mint.issuer;
import static dev.nostage.passport.Mint.verifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.PassportRefusedException;
import dev.nostage.tenancy.Resolution;
import dev.nostage.tenancy.SentRequest;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PassportTest {

    private static final Key<String> HERE_ONLY = Key.local("here-only");

    private final Tenant acme = Tenant.live("acme");
    private final Tenant trial = Tenant.test("trial", NOW.plusSeconds(3600));

    @Test
    void isReadAsItWasWritten() {
        String written = issuer(FIRST).issue(trial, EnumSet.allOf(Permission.class), Duration.ofMinutes(10));

        Passport read = verifier(FIRST).verify(written);

        assertThat(read.id()).isNotBlank();
        assertThat(read.tenant()).isEqualTo(new TenantId("trial"));
        assertThat(read.kind()).isEqualTo(TenantKind.TEST);
        assertThat(read.permissions()).isEqualTo(EnumSet.allOf(Permission.class));
        assertThat(read.issuedAt()).isEqualTo(NOW);
        assertThat(read.expiresAt()).isEqualTo(NOW.plusSeconds(600));
        assertThat(read.carried().get(FLOOR)).isNull();
    }

    @Test
    void isAnotherEachTime() {
        String one = issuer(FIRST).issue(acme, Set.of(), null);
        String other = issuer(FIRST).issue(acme, Set.of(), null);

        assertThat(verifier(FIRST).verify(one).id())
                .isNotEqualTo(verifier(FIRST).verify(other).id());
    }

    @Test
    void lastsAsLongAsATestTenantAndNeverLonger() {
        assertThat(expiry(trial, null)).isEqualTo(NOW.plusSeconds(3600));
        assertThat(expiry(trial, Duration.ofDays(1))).isEqualTo(NOW.plusSeconds(3600));
        assertThat(expiry(trial, Duration.ofSeconds(60))).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void lastsAsLongAsAServicesForALiveTenantUnlessToldOtherwise() {
        assertThat(expiry(acme, null)).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
        assertThat(expiry(acme, Duration.ofDays(1))).isEqualTo(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void takesTravellingValuesAlongAndLeavesLocalOnesHere() {
        RequestContext context =
                RequestContext.empty().with(Tenants.KEY, acme).with(FLOOR, 7).with(HERE_ONLY, "not for others");

        String written = issuer(FIRST).issueFor(context);

        Passport read = verifier(FIRST).verify(written);
        assertThat(read.carried().get(FLOOR)).isEqualTo(7);
        assertThat(read.carried().get(HERE_ONLY)).isNull();
        assertThat(new String(Base64.getUrlDecoder().decode(written.split("\\.", -1)[1]), StandardCharsets.UTF_8))
                .doesNotContain("not for others");
    }

    @Test
    void permitsOnTheNextServiceWhatItPermittedOnThisOne() {
        Passport held = verifier(FIRST).verify(issuer(FIRST).issue(acme, Set.of(Permission.TRAVEL), null));
        RequestContext context = held.context().with(Tenants.KEY, acme);

        Passport next = verifier(FIRST).verify(issuer(FIRST).issueFor(context));

        assertThat(next.permits(Permission.TRAVEL)).isTrue();
        assertThat(next.permits(Permission.OVERRIDE)).isFalse();
    }

    @Test
    void permitsNothingToAnotherTenantThanTheCallersOwn() {
        Passport held = verifier(FIRST).verify(issuer(FIRST).issue(trial, Set.of(Permission.TRAVEL), null));
        RequestContext context = held.context().with(Tenants.KEY, acme);

        assertThat(verifier(FIRST).verify(issuer(FIRST).issueFor(context)).permissions())
                .isEmpty();
    }

    @Test
    void isNobodysButTheTenantsThatItWasWrittenFor() {
        Passport held = verifier(FIRST).verify(issuer(FIRST).issue(trial, Set.of(Permission.TRAVEL), null));
        RequestContext came = held.context().with(Tenants.KEY, trial);

        assertThat(Passport.of(came)).contains(held);
        assertThat(came.call(() -> Tenants.callAs(acme, () -> Passport.of(RequestContext.current()))))
                .isEmpty();
        assertThat(Passport.of(came.without(Tenants.KEY))).isEmpty();
    }

    @Test
    void doesNotOutliveOnTheNextServiceTheOneThatItCameWith() {
        Passport held = verifier(FIRST).verify(issuer(FIRST).issue(acme, Set.of(), Duration.ofSeconds(7)));
        RequestContext context = held.context().with(Tenants.KEY, acme);

        assertThat(verifier(FIRST).verify(issuer(FIRST).issueFor(context)).expiresAt())
                .isEqualTo(NOW.plusSeconds(7));
    }

    @Test
    void permitsNothingWhereTheTenantCameWithoutOne() {
        RequestContext context = RequestContext.empty().with(Tenants.KEY, trial);

        Passport next = verifier(FIRST).verify(issuer(FIRST).issueFor(context));

        assertThat(next.permissions()).isEmpty();
        assertThat(next.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    }

    @Test
    void isNotWrittenForNobody() {
        assertThatThrownBy(() -> issuer(FIRST).issueFor(RequestContext.empty()))
                .isInstanceOf(TenantMissingException.class);
    }

    @Test
    void isStillReadWithAnOldKeyWhileTheNewOneSigns() {
        String old = issuer(FIRST).issue(acme, Set.of(), null);
        String rotated = issuer(SECOND, FIRST).issue(acme, Set.of(), null);

        assertThat(verifier(SECOND, FIRST).verify(old).tenant()).isEqualTo(acme.id());
        assertThat(verifier(SECOND, FIRST).verify(rotated).tenant()).isEqualTo(acme.id());
        assertThat(verifier(SECOND).verify(rotated).tenant()).isEqualTo(acme.id());
        assertThatThrownBy(() -> verifier(SECOND).verify(old)).isInstanceOf(PassportRefusedException.class);
        assertThatThrownBy(() -> verifier(FIRST).verify(rotated)).isInstanceOf(PassportRefusedException.class);
    }

    @Test
    void isATenantSourceThatVouchesForWhatItCarries() {
        PassportTenantSource source = new PassportTenantSource(verifier(FIRST));
        String written = issuer(FIRST)
                .issueFor(RequestContext.empty().with(Tenants.KEY, acme).with(FLOOR, 7));

        Resolution resolution = source.resolve(SentRequest.withHeaders("nostage-passport", written));

        assertThat(resolution).isInstanceOfSatisfying(Resolution.Found.class, found -> {
            assertThat(found.tenant()).isEqualTo(acme.id());
            assertThat(found.carried().get(FLOOR)).isEqualTo(7);
            assertThat(Passport.of(found.carried().with(Tenants.KEY, acme)))
                    .map(Passport::tenant)
                    .contains(acme.id());
        });
    }

    @Test
    void isRefusedWhenSentTwiceAndMissedWhenNotSent() {
        PassportTenantSource source = new PassportTenantSource(verifier(FIRST));
        String written = issuer(FIRST).issue(acme, Set.of(), null);

        assertThat(source.resolve(SentRequest.withHeaders())).isEqualTo(Resolution.absent());
        for (String spoiled : new String[] {written + "x", "", "Bearer " + written}) {
            assertThat(source.resolve(SentRequest.withHeaders("Nostage-Passport", spoiled)))
                    .isInstanceOfSatisfying(
                            Resolution.Refused.class,
                            refused -> assertThat(refused.because()).isInstanceOf(PassportRefusedException.class));
        }
        assertThat(source.resolve(SentRequest.withHeaders("Nostage-Passport", written, "Nostage-Passport", written)))
                .isInstanceOf(Resolution.Refused.class);
    }

    @Test
    void namesPermissionsAsTheyStandOnTheWire() {
        for (Permission permission : Permission.values()) {
            assertThat(Permission.ofWireName(permission.wireName())).isEqualTo(permission);
        }
        assertThat(Permission.INJECT_FAULTS.wireName()).isEqualTo("inject-faults");
        for (String unknown : new String[] {"", "TRAVEL", "inject_faults", "travel ", "*", "admin\n"}) {
            assertThatThrownBy(() -> Permission.ofWireName(unknown))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("travel", "inject-faults", "override")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void showsNoCarriedValueInItsText() {
        Passport read = verifier(FIRST).verify(Mint.sign(withFloor("4711")));

        assertThat(read.toString()).contains("acme", "floor").doesNotContain("4711");
    }

    private static Map<String, Object> withFloor(Object floor) {
        Map<String, Object> claims = Mint.claims();
        claims.put("carried", Map.of("floor", floor));
        return claims;
    }

    private static Instant expiry(Tenant tenant, Duration timeToLive) {
        return verifier(FIRST)
                .verify(issuer(FIRST).issue(tenant, Set.of(), timeToLive))
                .expiresAt();
    }
}
