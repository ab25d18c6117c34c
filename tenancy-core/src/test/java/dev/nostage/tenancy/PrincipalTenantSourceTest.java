package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.CharBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PrincipalTenantSourceTest {

    @Test
    void findsTheTenantThatThePrincipalBelongsTo() {
        assertThat(resolve("acme")).isEqualTo(Resolution.found(new TenantId("acme")));
    }

    @Test
    void hasNothingToSayOfWhoeverBelongsToNoneOrDidNotAuthenticate() {
        Principal alice = () -> "alice";

        assertThat(new PrincipalTenantSource("tenant", (principal, name) -> null).resolve(SentRequest.by(alice)))
                .isEqualTo(Resolution.absent());
        assertThat(new PrincipalTenantSource("tenant", (principal, name) -> "acme").resolve(SentRequest.withHeaders()))
                .isEqualTo(Resolution.absent());
    }

    static Stream<Object> values() {
        return Stream.of(
                "",
                " acme",
                "../acme",
                "acme,globex",
                List.of("acme"),
                List.of(),
                List.of("acme", "globex"),
                Map.of("id", "acme"),
                new char[] {'a', 'c', 'm', 'e'},
                CharBuffer.wrap("acme"),
                7,
                true);
    }

    @ParameterizedTest
    @MethodSource("values")
    void refusesWhatIsNotOneTenantsId(Object value) {
        assertThat(resolve(value))
                .isInstanceOfSatisfying(
                        Resolution.Refused.class,
                        refused -> assertThat(refused.because())
                                .isInstanceOf(TenantRefusedException.class)
                                .hasMessageContaining("\"company\""));
    }

    private static Resolution resolve(Object value) {
        return new PrincipalTenantSource("company", (principal, name) -> value).resolve(SentRequest.by(() -> "alice"));
    }

    @Test
    void saysByWhichHeadersCallersAuthenticate() {
        assertThat(new PrincipalTenantSource("tenant", (principal, name) -> null).headers())
                .containsExactly("Authorization", "Cookie");
        assertThat(new PrincipalTenantSource("tenant", List.of("Api-Key"), (principal, name) -> null).headers())
                .containsExactly("Api-Key");
        assertThatThrownBy(() -> new PrincipalTenantSource(
                        "tenant", List.of("Api-Key\r\nSet-Cookie: a=b"), (principal, name) -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nostage.tenancy.principal.headers")
                .hasMessageNotContaining("\n");
    }
}
