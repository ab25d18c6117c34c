package dev.nostage.timemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantLifecycle;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TenantZoneTest {

    private final FakeClock systemTime = new FakeClock("2026-03-01T10:00:00Z", "UTC");
    private final InMemoryTenantDirectory directory = new InMemoryTenantDirectory(List.of());
    private final TenantLifecycle lifecycle =
            new TenantLifecycle(directory, List.of(), List.of(new TenantZone()), systemTime);

    @Test
    void opensATenantWhoseZoneIsOneOrThatNamesNone() {
        assertThat(lifecycle
                        .open(tenant("acme", Map.of("zone", "Europe/Berlin")))
                        .isServed(systemTime.instant()))
                .isTrue();
        assertThat(lifecycle.open(tenant("globex", Map.of())).isServed(systemTime.instant()))
                .isTrue();
    }

    @Test
    void refusesToOpenATenantWhoseZoneIsNoneAndNothingIsLeftOfIt() {
        assertThatExceptionOfType(TenantZoneException.class)
                .isThrownBy(() -> lifecycle.open(tenant("acme", Map.of("zone", "Mars/Olympus"))))
                .withMessage("The attribute \"zone\" of tenant \"acme\" is no time zone: \"Mars/Olympus\"."
                        + " Write an id such as Europe/Berlin, or UTC.")
                .satisfies(refusal -> assertThat(refusal.problem().name()).isEqualTo("zone-malformed"))
                .satisfies(refusal -> assertThat(refusal.problem().status()).isEqualTo(400));

        assertThat(lifecycle.open(tenant("acme", Map.of("zone", "UTC"))).isServed(systemTime.instant()))
                .isTrue();
    }

    private static Tenant tenant(String id, Map<String, String> attributes) {
        return Tenant.live(id).with(attributes);
    }
}
