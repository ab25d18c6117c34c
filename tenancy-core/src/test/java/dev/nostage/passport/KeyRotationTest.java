package dev.nostage.passport;

import static dev.nostage.passport.Mint.ED;
import static dev.nostage.passport.Mint.ED_VERIFYING;
import static dev.nostage.passport.Mint.FIRST;
import static dev.nostage.passport.Mint.SECOND;
import static dev.nostage.passport.Mint.issuer;
import static dev.nostage.passport.Mint.verifier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;

import dev.nostage.tenancy.PassportRefusedException;
import dev.nostage.tenancy.Tenant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A new key takes over in three deployments, during each of which services of two steps call one another. */
final class KeyRotationTest {

    static Stream<Arguments> takesNoService() {
        return Stream.of(
                Arguments.of(named("from a secret to another", steps(FIRST, FIRST, SECOND, SECOND))),
                Arguments.of(named("from a secret to a pair", steps(FIRST, FIRST, ED_VERIFYING, ED))),
                Arguments.of(named("from a pair to a secret", steps(ED, ED_VERIFYING, FIRST, FIRST))));
    }

    /**
     * @param retired the old key, as who does not sign with it any more needs it
     * @param coming the new key, as who does not sign with it yet needs it
     */
    private static List<SigningKey[]> steps(SigningKey old, SigningKey retired, SigningKey coming, SigningKey next) {
        return List.of(
                new SigningKey[] {old},
                new SigningKey[] {old, coming},
                new SigningKey[] {next, retired},
                new SigningKey[] {next});
    }

    @ParameterizedTest
    @MethodSource
    void takesNoService(List<SigningKey[]> steps) {
        for (int step = 0; step < steps.size(); step++) {
            String passport = issuer(steps.get(step)).issue(Tenant.live("acme"), Set.of(), null);
            for (int other = Math.max(0, step - 1); other <= Math.min(step + 1, steps.size() - 1); other++) {
                assertThat(verifier(steps.get(other)).verify(passport).tenant()).hasToString("acme");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("takesNoService")
    void wouldTakeServiceIfAStepWereLeftOut(List<SigningKey[]> steps) {
        String newcomers = issuer(steps.get(2)).issue(Tenant.live("acme"), Set.of(), null);
        String old = issuer(steps.get(1)).issue(Tenant.live("acme"), Set.of(), null);

        assertThatThrownBy(() -> verifier(steps.get(0)).verify(newcomers)).isInstanceOf(PassportRefusedException.class);
        assertThatThrownBy(() -> verifier(steps.get(3)).verify(old)).isInstanceOf(PassportRefusedException.class);
    }
}
