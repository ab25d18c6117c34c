package dev.nostage.timemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.tenancy.Tenants;
import dev.nostage.timemachine.example.LocalToday;
import java.time.Instant;
import java.time.LocalDate;
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

    @Test
    void aDateOfTheTenantsIsThatDayWhereTheTenantIs() {
        TimeMachineClock clock = new TimeMachineClock(systemTime);
        LocalToday local = new LocalToday(clock);
        Tenant berlin = tenant("berlin", Map.of("zone", "Europe/Berlin"));
        Instant midnight = Instant.parse("2027-03-05T23:00:00Z");

        LocalDate there = Tenants.callAs(
                berlin, () -> new TimeMachine(systemTime).asOf(midnight).call(local::today));

        assertThat(there).isEqualTo("2027-03-06");
        assertThat(new TimeMachine(systemTime).asOf(midnight).call(() -> LocalDate.now(clock)))
                .isEqualTo("2027-03-05");
    }
}
