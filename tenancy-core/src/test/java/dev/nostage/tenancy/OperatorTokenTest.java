package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OperatorTokenTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final OperatorToken token = OperatorToken.of(SECRET);

    @Test
    void letsItsBearerIn() {
        assertThat(who(token, "Bearer " + SECRET)).contains(token.fingerprint());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                SECRET,
                "Basic " + SECRET,
                "bearer " + SECRET,
                "Bearer " + SECRET + " ",
                "Bearer " + SECRET + "0",
                "Bearer 0123456789abcdef0123456789abcde",
                "Bearer 0123456789ABCDEF0123456789ABCDEF",
                "Bearer null"
            })
    void keepsEverybodyElseOut(String sent) {
        assertThat(who(token, sent)).isEmpty();
    }

    @Test
    void keepsWhoeverSendsNothingOrTwoThingsOut() {
        assertThat(token.who(SentRequest.withHeaders())).isEmpty();
        assertThat(token.who(SentRequest.withHeaders(
                        "Authorization", "Bearer " + SECRET, "Authorization", "Bearer " + SECRET)))
                .isEmpty();
    }

    @Test
    void mustBeThirtyTwoCharactersLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperatorToken.of("only-a-short-secret"))
                .withMessageContainingAll("nostage.operator.token", "19", "32")
                .withMessageNotContaining("only-a-short-secret");
    }

    @Test
    void doesNotShowItself() {
        assertThat(String.valueOf((Object) token)).doesNotContain(SECRET);
    }

    @Test
    void isLongEnoughAndNewEachTimeWhenItIsGenerated() {
        OperatorToken generated = OperatorToken.generate();
        String text = generated.generated().orElseThrow();

        assertThat(text).hasSizeGreaterThanOrEqualTo(OperatorToken.LEAST_LENGTH);
        assertThat(who(generated, "Bearer " + text)).isPresent();
        assertThat(OperatorToken.generate().generated()).isNotEqualTo(generated.generated());
        assertThat(token.generated()).isEmpty();
    }

    private static Optional<String> who(OperatorToken token, String sent) {
        return token.who(SentRequest.withHeaders("Authorization", sent));
    }
}
