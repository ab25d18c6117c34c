package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FixedTenantSourceTest {

    private final FixedTenantSource source = new FixedTenantSource("acme");

    @Test
    void namesItsTenantWhateverIsSent() {
        assertThat(source.resolve(SentRequest.withHeaders())).isEqualTo(Resolution.found(new TenantId("acme")));
        assertThat(source.resolve(SentRequest.withHeaders("Tenant-Id", "globex").from(null)))
                .isEqualTo(Resolution.found(new TenantId("acme")));
    }

    @Test
    void isNamedLikeATenant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FixedTenantSource("../acme"))
                .withMessageContainingAll("nostage.tenancy.fixed", "\"../acme\"");
    }

    @Test
    void demandsThatItsTenantExists() {
        assertThatIllegalStateException()
                .isThrownBy(() -> source.announce(new InMemoryTenantDirectory(List.of(Tenant.live("globex")))))
                .withMessageContainingAll("nostage.tenancy.fixed", "\"acme\"");
        assertThatCode(() -> source.announce(new InMemoryTenantDirectory(List.of(Tenant.live("acme")))))
                .doesNotThrowAnyException();
    }
}
