package dev.nostage.passport;

import static dev.nostage.passport.Propagation.Decision.ALLOWED;
import static dev.nostage.passport.Propagation.Decision.FORBIDDEN;
import static dev.nostage.passport.Propagation.Decision.REQUIRED;
import static dev.nostage.problem.Quoted.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PropagationTest {

    private final Propagation nowhere = new Propagation(List.of());
    private final Propagation listed = new Propagation(List.of("billing", "*.svc.example", " Host.Example ", "a.b"));

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.8.9.1", "::1", "[::1]"})
    void goesToThisMachineIfThereIsATenant(String host) {
        assertThat(nowhere.decide(null, host)).isEqualTo(ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "localhost.example.com",
                "127.0.0.1.example.com",
                "1127.0.0.1",
                "128.0.0.1",
                "10.0.0.1",
                "0.0.0.0",
                "[::ffff:127.0.0.1]",
                "[::2]",
                "[::11]",
                "::",
                "mylocalhost",
                "localhost\n",
                ""
            })
    void staysHereForEveryOtherHostUnlessItIsListed(String host) {
        assertThat(nowhere.decide(null, host)).isEqualTo(FORBIDDEN);
    }

    @Test
    void staysHereWhereTheDestinationIsNotKnown() {
        assertThat(nowhere.decide(null, null)).isEqualTo(FORBIDDEN);
        assertThat(listed.decide(null, null)).isEqualTo(FORBIDDEN);
        assertThat(listed.decide("other", null)).isEqualTo(FORBIDDEN);
    }

    @Test
    void mustGoToListedServicesAndHosts() {
        assertThat(listed.decide("billing", "10.1.2.3")).isEqualTo(REQUIRED);
        assertThat(listed.decide("billing", null)).isEqualTo(REQUIRED);
        assertThat(listed.decide(null, "host.example")).isEqualTo(REQUIRED);
        assertThat(listed.decide("other", "HOST.EXAMPLE")).isEqualTo(REQUIRED);
        assertThat(new Propagation(List.of("localhost")).decide(null, "localhost"))
                .isEqualTo(REQUIRED);
    }

    @Test
    void takesAStarForOneLabelAndADotForADot() {
        assertThat(listed.decide(null, "cart.svc.example")).isEqualTo(REQUIRED);
        assertThat(listed.decide(null, "a.cart.svc.example")).isEqualTo(FORBIDDEN);
        assertThat(listed.decide(null, "svc.example")).isEqualTo(FORBIDDEN);
        assertThat(listed.decide(null, ".svc.example")).isEqualTo(FORBIDDEN);
        assertThat(listed.decide(null, "cart.svc.example.evil.com")).isEqualTo(FORBIDDEN);
        assertThat(listed.decide(null, "axb")).isEqualTo(FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "*.*",
                "svc.*",
                "http://x",
                "https://billing.example/",
                "//billing",
                ":8080",
                "billing:8080",
                "billing/path",
                "user@billing",
                "billing.",
                ".billing",
                "a..b",
                ".*",
                "a|example.com",
                "a,b",
                "\\E.*\\Q",
                "[::1]:80",
                "b\u00fccher.example",
                "billing\n.example"
            })
    void refusesWhatIsNoServiceAndNoHost(String destination) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Propagation(List.of("billing", destination)))
                .withMessageContainingAll(
                        "nostage.propagation.to", "such as billing or *.svc.example", quoted(destination));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "billing",
                "billing_2",
                "BILLING",
                "10.0.0.1",
                "[2001:db8::1]",
                "xn--bcher-kva.example",
                "cart-*.a.b"
            })
    void takesServicesAndHosts(String destination) {
        assertThat(new Propagation(List.of(destination)).decide(null, destination.replace('*', '1')))
                .isEqualTo(REQUIRED);
    }
}
