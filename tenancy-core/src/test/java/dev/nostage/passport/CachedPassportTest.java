package dev.nostage.passport;

import static dev.nostage.passport.Mint.FIRST;
import static dev.nostage.passport.Mint.FOREIGN;
import static dev.nostage.passport.Mint.NOW;
import static dev.nostage.passport.Mint.claims;
import static dev.nostage.passport.Mint.header;
import static dev.nostage.passport.Mint.issuer;
import static dev.nostage.passport.Mint.options;
import static dev.nostage.passport.Mint.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.Codec;
import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Admission;
import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.PassportRefusedException;
import dev.nostage.tenancy.SentRequest;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.tenancy.TenantRefusedException;
import dev.nostage.tenancy.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CachedPassportTest {

    private final SetClock clock = new SetClock(NOW);
    private final AtomicInteger decoded = new AtomicInteger();
    private final Key<Integer> floor = Key.travelling("floor", new Codec<>() {
        @Override
        public String encode(Integer value) {
            return value.toString();
        }

        @Override
        public Integer decode(String text) {
            decoded.incrementAndGet();
            return Integer.valueOf(text);
        }
    });
    private final PassportVerifier verifier = new PassportVerifier(
            new PassportOptions("shop", List.of(FIRST), Duration.ofMinutes(15), List.of(floor)), clock);

    @Test
    void isReadOnceAndKnownAgainByItsText() {
        String text = sign(claims());

        Passport first = verifier.verify(text);
        Passport again = verifier.verify(new String(text.toCharArray()));

        assertThat(again).isSameAs(first);
        assertThat(again.carried().get(floor)).isEqualTo(7);
        assertThat(decoded).hasValue(1);
    }

    @Test
    void isNotTakenForAnother() {
        Map<String, Object> others = claims();
        others.put("tenant", "globex");

        assertThat(verifier.verify(sign(claims())).tenant()).hasToString("acme");
        assertThat(verifier.verify(sign(others)).tenant()).hasToString("globex");
        assertThat(verifier.verify(sign(claims())).tenant()).hasToString("acme");
        assertRefused(sign(header().build(), claims(), FOREIGN));
    }

    @Test
    void isNotTakenForOneThatHasItsSignature() {
        Map<String, Object> others = claims();
        others.put("tenant", "globex");
        String text = sign(claims());
        verifier.verify(text);

        assertRefused(sign(others).substring(0, sign(others).lastIndexOf('.')) + text.substring(text.lastIndexOf('.')));
    }

    @Test
    void isRefusedFromItsExpiryOnThoughItIsKnown() {
        String text = sign(claims());
        verifier.verify(text);

        clock.set(NOW.plusSeconds(900 + 60));

        assertRefused(text);
        assertRefused(text);
        assertThat(decoded).hasValue(1);
    }

    @Test
    void isForgottenWhenAnotherIsProvenAfterItsExpiry() {
        String text = sign(claims());
        verifier.verify(text);

        provenAt(NOW.plus(Duration.ofMinutes(16)).minusMillis(1));
        verifier.verify(text);
        assertThat(decoded).hasValue(2);

        provenAt(NOW.plus(Duration.ofMinutes(16)));
        verifier.verify(text);
        assertThat(decoded).hasValue(4);
    }

    /** Another passport is, at that time; then it is now again. */
    private void provenAt(Instant time) {
        clock.set(time);
        Map<String, Object> others = claims();
        others.put("iat", time.getEpochSecond());
        others.put("exp", time.getEpochSecond() + 900);
        verifier.verify(sign(others));
        clock.set(NOW);
    }

    @Test
    void isReadAgainIfItWasRefusedBefore() {
        Map<String, Object> later = claims();
        later.put("iat", NOW.plusSeconds(61).getEpochSecond());
        String text = sign(later);

        assertRefused(text);
        assertRefused(text);
        assertThat(decoded).hasValue(2);

        clock.set(NOW.plusSeconds(1));
        assertThat(verifier.verify(text)).isSameAs(verifier.verify(text));
        assertThat(decoded).hasValue(3);
    }

    @Test
    void isRefusedEachTimeIfItIsTooLong() {
        Map<String, Object> large = claims();
        large.put("padding", "x".repeat(3000));
        String text = sign(large);
        assertThat(text.length()).isGreaterThan(PassportVerifier.LONGEST);

        assertRefused(text);
        assertRefused(text);
        assertThat(decoded).hasValue(0);
    }

    @Test
    void isForgottenWhereThereIsNoRoom() {
        PassportVerifier small = new PassportVerifier(options(FIRST), clock, 3);
        List<String> texts = new ArrayList<>();
        List<Passport> passports = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            texts.add(issuer(FIRST).issue(Tenant.live("acme"), Set.of(), null));
            passports.add(small.verify(texts.get(i)));
        }

        Set<Passport> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(passports);
        for (int i = 0; i < 200; i++) {
            Passport again = small.verify(texts.get(i));
            assertThat(again.id()).isEqualTo(passports.get(i).id());
            if (!known.contains(again)) {
                known.remove(passports.get(i));
            }
        }
        assertThat(known).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void isNeverKnownAgainWhereThereIsNoCache() {
        PassportVerifier forgetful = new PassportVerifier(options(FIRST), clock, 0);
        String text = sign(claims());

        assertThat(forgetful.verify(text)).isNotSameAs(forgetful.verify(text));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PassportVerifier(options(FIRST), clock, -1))
                .withMessageContaining("-1");
    }

    @Test
    void stopsWorkingAtOnceWithItsTenant() {
        Tenant trial = Tenant.test("trial", NOW.plusSeconds(3600));
        InMemoryTenantDirectory directory = new InMemoryTenantDirectory(List.of());
        TenantLifecycle lifecycle = new TenantLifecycle(directory, List.of(), List.of(), clock);
        Admission admission = new Admission(List.of(new PassportTenantSource(verifier)), directory, clock);
        String text = issuer(FIRST).issue(lifecycle.open(trial), Set.of(Permission.TRAVEL), null);
        Passport known = Passport.of(admit(admission, text)).orElseThrow();

        lifecycle.suspend(trial.id());
        assertThatThrownBy(() -> admit(admission, text)).isInstanceOf(TenantRefusedException.class);
        lifecycle.resume(trial.id());
        assertThat(Passport.of(admit(admission, text)).orElseThrow()).isSameAs(known);
        lifecycle.remove(trial.id());
        assertThatThrownBy(() -> admit(admission, text)).isInstanceOf(TenantRefusedException.class);

        Tenant reopened = lifecycle.open(trial);
        assertThatThrownBy(() -> admit(admission, text)).isInstanceOf(TenantRefusedException.class);
        assertThat(verifier.verify(text)).isSameAs(known);
        String next = issuer(FIRST).issue(reopened, Set.of(), null);
        assertThat(admit(admission, next).get(Tenants.KEY)).isEqualTo(reopened);
        assertThat(directory.find(new TenantId("trial"))).contains(reopened);
    }

    private static RequestContext admit(Admission admission, String text) {
        return admission.admit(SentRequest.withHeaders(Passport.HEADER, text), RequestContext.empty());
    }

    private void assertRefused(String text) {
        assertThatThrownBy(() -> verifier.verify(text)).isInstanceOf(PassportRefusedException.class);
    }
}
