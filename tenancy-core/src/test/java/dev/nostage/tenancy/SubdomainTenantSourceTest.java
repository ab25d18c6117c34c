package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SubdomainTenantSourceTest {

    private final SubdomainTenantSource source =
            new SubdomainTenantSource(List.of("Shop.example", "eu.shop.example", "localhost"));

    @ParameterizedTest
    @CsvSource({
        "acme.shop.example,             acme",
        "acme.shop.example:8080,        acme",
        "acme.shop.example:,            acme",
        "acme.shop.example.,            acme",
        "acme.shop.example.:8080,       acme",
        "ACME.Shop.EXAMPLE,             acme",
        "7-seas_.shop.example,          7-seas_",
        "xn--bcher-kva.shop.example,    xn--bcher-kva",
        "acme.eu.shop.example,          acme",
        "acme.localhost:8080,           acme"
    })
    void findsTheTenantThatTheLabelBeforeABaseDomainNames(String host, String tenant) {
        assertThat(resolve(host)).isEqualTo(Resolution.found(new TenantId(tenant)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.example",
                "eu.shop.example",
                "localhost:8080",
                "acme.other.example",
                "acmeshop.example",
                "shop.example.evil.example",
                "127.0.0.1:8080",
                "[::1]",
                "[2001:DB8::7]:8080",
                "example"
            })
    void hasNothingToSayOfAHostThatIsBelowNoBaseDomain(String host) {
        assertThat(resolve(host)).isEqualTo(Resolution.absent());
    }

    @Test
    void hasNothingToSayWithoutAHostWhateverAProxySays() {
        assertThat(source.resolve(SentRequest.withHeaders(
                        "X-Forwarded-Host", "acme.shop.example", "Forwarded", "host=acme.shop.example")))
                .isEqualTo(Resolution.absent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deep.acme.shop.example",
                "acme.us.shop.example",
                "-acme.shop.example",
                "_acme.shop.example",
                ".shop.example",
                "acme..shop.example",
                "acme.shop.example..",
                "acme.shop.example:80:80",
                "acme.shop.example:http",
                "acme.shop.example:123456",
                "x@acme.shop.example",
                "acme.shop.example/",
                "acme .shop.example",
                "acme.shop.example,globex.shop.example",
                "*.shop.example",
                "%61cme.shop.example",
                "acmé.shop.example",
                "bücher.shop.example",
                "ac\u212Ae.shop.example",
                "[::1",
                "[acme].shop.example",
                "\u0000.shop.example",
                ""
            })
    void refusesAHostThatItCannotRead(String host) {
        assertRefused(resolve(host));
    }

    @Test
    void refusesALabelAndAHostThatAreTooLong() {
        assertThat(resolve("a".repeat(63) + ".shop.example")).isInstanceOf(Resolution.Found.class);
        assertRefused(resolve("a".repeat(64) + ".shop.example"));
        assertRefused(resolve("a.".repeat(100_000) + "shop.example"));
    }

    @Test
    void readsNoHostWithoutABaseDomain() {
        assertThat(new SubdomainTenantSource(List.of())
                        .resolve(SentRequest.withHeaders("Host", "acme.shop.example", "Host", "a b")))
                .isEqualTo(Resolution.absent());
    }

    @Test
    void refusesASecondHostEvenIfItIsTheSame() {
        assertRefused(
                source.resolve(SentRequest.withHeaders("Host", "acme.shop.example", "host", "acme.shop.example")));
        assertRefused(source.resolve(SentRequest.withHeaders("Host", "other.example", "Host", "acme.shop.example")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".shop.example",
                "*.shop.example",
                "shop.example.",
                "shop.example:80",
                "http://shop.example",
                "shop example",
                "bücher.example",
                "10.0.0.1",
                "1",
                "::1"
            })
    void takesNoBaseDomainThatIsNone(String base) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SubdomainTenantSource(List.of("shop.example", base)))
                .withMessageContaining("nostage.tenancy.base-domains");
    }

    private Resolution resolve(String host) {
        return source.resolve(SentRequest.withHeaders("Host", host));
    }

    private static void assertRefused(Resolution resolution) {
        assertThat(resolution)
                .isInstanceOfSatisfying(
                        Resolution.Refused.class,
                        refused -> assertThat(refused.because()).isInstanceOf(TenantMalformedException.class));
    }
}
