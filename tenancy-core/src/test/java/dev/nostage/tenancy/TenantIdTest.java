package dev.nostage.tenancy;

import static dev.nostage.problem.Quoted.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TenantIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "A", "7", "acme", "Acme", "acme-2", "a.b_c-d", "a..b", "a-", "a.", "0-0"})
    void takesLettersDigitsDotsUnderscoresAndHyphens(String value) {
        assertThat(new TenantId(value)).hasToString(value);
    }

    @Test
    void takesUpToSixtyThreeCharacters() {
        assertThat(new TenantId("a".repeat(63)).value()).hasSize(63);
    }

    @Test
    void tellsUpperFromLowerCase() {
        assertThat(new TenantId("acme")).isNotEqualTo(new TenantId("Acme"));
    }

    @Test
    void isTriedWithSixtyHostileIdsAndMore() {
        assertThat(HostileTenantIds.all()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatIsNoTenantIdAndQuotesItFitToBeLogged(String hostile) {
        TenantMalformedException refusal =
                catchThrowableOfType(TenantMalformedException.class, () -> new TenantId(hostile));

        assertThat(refusal).isNotNull();
        assertThat(refusal.getMessage()).hasSizeLessThan(400).contains(quoted(hostile));
        assertThat(refusal.getMessage().chars()).allMatch(c -> c >= 0x20 && c <= 0x7e);
        assertThat(refusal.problem().status()).isEqualTo(400);
        assertThat(refusal.problem().name()).isEqualTo("tenant-malformed");
    }

    static Stream<Named<String>> refusesWhatIsNoTenantIdAndQuotesItFitToBeLogged() {
        return HostileTenantIds.all().stream().map(id -> Named.of(quoted(id), id));
    }
}
