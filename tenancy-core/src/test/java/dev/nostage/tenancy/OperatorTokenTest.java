package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OperatorTokenTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final OperatorToken token = OperatorToken.of(SECRET);

    @Test
    void letsItsBearerIn() {
        assertThatCode(() -> token.demand("Bearer " + SECRET)).doesNotThrowAnyException();
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
    void keepsEverybodyElseOutAndSaysNothingOfTheToken(String sent) {
        assertThatThrownBy(() -> token.demand(sent))
                .isInstanceOf(OperatorRefusedException.class)
                .hasMessageNotContaining(SECRET)
                .satisfies(refusal -> assertThat(
                                ((OperatorRefusedException) refusal).problem().status())
                        .isEqualTo(401));
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
        assertThatCode(() -> generated.demand("Bearer " + text)).doesNotThrowAnyException();
        assertThat(OperatorToken.generate().generated()).isNotEqualTo(generated.generated());
        assertThat(token.generated()).isEmpty();
    }
}
