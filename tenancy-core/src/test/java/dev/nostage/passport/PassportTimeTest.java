package dev.nostage.passport;

import static dev.nostage.passport.Mint.FIRST;
import static dev.nostage.passport.Mint.NOW;
import static dev.nostage.passport.Mint.claims;
import static dev.nostage.passport.Mint.forgetful;
import static dev.nostage.passport.Mint.options;
import static dev.nostage.passport.Mint.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.nostage.tenancy.PassportRefusedException;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a passport counts; whether it is known already makes no difference. */
final class PassportTimeTest {

    private static final long YEAR = 366 * 24 * 3600;

    private final SetClock clock = new SetClock(NOW);
    private final PassportVerifier knowing = new PassportVerifier(options(FIRST), clock);
    private final PassportVerifier forgetful = forgetful(clock, FIRST);

    @ParameterizedTest
    @CsvSource({
        "-60000, true",
        "-60001, false",
        "-1,     true",
        "899999, true",
        "900000, true",
        "959999, true",
        "960000, false",
        "960001, false"
    })
    void countsFromAMinuteBeforeItWasWrittenUntilAMinuteAfterItExpires(long millis, boolean counts) {
        String passport = sign(claims());
        knowing.verify(passport);

        clock.set(NOW.plusMillis(millis));

        assertThat(passes(knowing, passport)).isEqualTo(counts);
        assertThat(passes(new PassportVerifier(options(FIRST), clock), passport))
                .isEqualTo(counts);
        assertThat(passes(forgetful, passport)).isEqualTo(counts);
    }

    @ParameterizedTest
    @CsvSource({"iat, 60, true", "iat, 61, false", "nbf, 60, true", "nbf, 61, false", "nbf, -100000, true"})
    void isRefusedIfItIsOfTheFutureBeyondTheSkew(String claim, long seconds, boolean counts) {
        Map<String, Object> claims = claims();
        claims.put(claim, NOW.plusSeconds(seconds).getEpochSecond());

        assertThat(passes(knowing, sign(claims))).isEqualTo(counts);
        assertThat(passes(knowing, sign(claims))).isEqualTo(counts);
    }

    @Test
    void countsFromTheLaterOfIssueAndNotBeforeAlsoWhenTheClockGoesBack() {
        Map<String, Object> claims = claims();
        claims.put("nbf", NOW.plusSeconds(300).getEpochSecond());
        String passport = sign(claims);

        assertThat(passes(knowing, passport)).isFalse();
        clock.set(NOW.plusSeconds(240));
        assertThat(passes(knowing, passport)).isTrue();
        clock.set(NOW.plusMillis(239_999));
        assertThat(passes(knowing, passport)).isFalse();
        assertThat(passes(forgetful, passport)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "-1, true", "-59, true", "-60, false", "-61, false", "-900, false"})
    void mayExpireBeforeItIsWrittenByLessThanTheSkew(long seconds, boolean counts) {
        Map<String, Object> claims = claims();
        claims.put("exp", NOW.plusSeconds(seconds).getEpochSecond());

        assertThat(passes(knowing, sign(claims))).isEqualTo(counts);
    }

    @Test
    void isRefusedIfItExpiredBeforeItWasWrittenByMoreThanTheSkewWheneverItIsRead() {
        Map<String, Object> claims = claims();
        claims.put("exp", NOW.minusSeconds(61).getEpochSecond());
        clock.set(NOW.minusSeconds(30));

        assertThat(passes(knowing, sign(claims))).isFalse();
        claims.put("exp", NOW.minusSeconds(60).getEpochSecond());
        assertThat(passes(knowing, sign(claims))).isTrue();
    }

    @Test
    void isWrittenForTheNextServiceByARequestThatTheSkewLetIn() {
        Tenant acme = Tenant.live("acme");
        String first = new PassportIssuer(options(FIRST), clock).issue(acme, Set.of(), Duration.ofMinutes(15));
        clock.set(NOW.plusMillis(959_999));
        Passport held = knowing.verify(first);

        String next = new PassportIssuer(options(FIRST), clock)
                .issueFor(held.context().with(Tenants.KEY, acme));

        assertThat(knowing.verify(next).expiresAt()).isEqualTo(held.expiresAt());
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                YEAR + 1,
                10 * YEAR,
                100_000_000_000L,
                Long.MAX_VALUE / 1000,
                Long.MAX_VALUE / 1000 + 1,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                Long.MIN_VALUE / 1000
            })
    void isRefusedIfItWouldLastForMoreThanAYearWhateverTheNumber(long seconds) {
        Map<String, Object> claims = claims();
        claims.put("exp", seconds > 10 * YEAR || seconds < 0 ? seconds : NOW.getEpochSecond() + seconds);
        assertThat(passes(knowing, sign(claims))).isFalse();

        for (long written : List.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE / 1000)) {
            claims.put("iat", written);
            assertThat(passes(knowing, sign(claims))).isFalse();
        }
    }

    @Test
    void mayLastForAYear() {
        Map<String, Object> claims = claims();
        claims.put("exp", NOW.getEpochSecond() + YEAR);

        assertThat(passes(knowing, sign(claims))).isTrue();
    }

    @Test
    void isNeverWrittenForMoreThanAYear() {
        PassportIssuer issuer = new PassportIssuer(options(FIRST), clock);
        Instant longest = NOW.plusSeconds(YEAR);
        Tenant eternal = Tenant.test("eternal", Instant.parse("2999-01-01T00:00:00Z"));

        for (Duration asked :
                new Duration[] {null, Duration.ofDays(366), Duration.ofDays(367), Duration.ofDays(4000)}) {
            assertThat(knowing.verify(issuer.issue(eternal, Set.of(), asked)).expiresAt())
                    .isEqualTo(longest);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PassportOptions("shop", List.of(FIRST), Duration.ofDays(367), List.of()))
                .withMessageContaining("366 days");
    }

    private static boolean passes(PassportVerifier verifier, String passport) {
        Throwable refusal = catchThrowable(() -> verifier.verify(passport));
        if (refusal != null) {
            assertThat(refusal).isInstanceOf(PassportRefusedException.class);
        }
        return refusal == null;
    }
}
