package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InFlightTest {

    private static final Tenant ACME = Tenant.live("acme");

    private final InFlight inFlight = new InFlight();
    private final InMemoryTenantDirectory directory = new InMemoryTenantDirectory(List.of(ACME));
    private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @Test
    void countsARequestFromItsAdmissionUntilItLeaves() {
        TenantSource source = new TenantSource() {
            @Override
            public Resolution resolve(IncomingRequest request) {
                return Resolution.found(ACME.id());
            }

            @Override
            public String name() {
                return "test";
            }
        };
        Admission admission = new Admission(List.of(source), directory, clock, inFlight);

        InFlight.Entry entry = admission
                .admit(SentRequest.withHeaders(), RequestContext.empty())
                .get(InFlight.KEY);
        assertThat(inFlight.count(ACME)).isEqualTo(1);
        entry.close();
        entry.close();
        assertThat(inFlight.count(ACME)).isZero();

        directory.replace(ACME, ACME.with(TenantStatus.SUSPENDED));
        assertThatThrownBy(() -> admission.admit(SentRequest.withHeaders(), RequestContext.empty()))
                .isInstanceOf(TenantRefusedException.class);
        assertThat(inFlight.count(ACME)).isZero();
    }

    @Test
    void neverCountsBelowZeroAfterItForgot() {
        InFlight.Entry late = inFlight.enter(ACME);
        inFlight.forget(ACME);
        late.close();

        assertThat(inFlight.count(ACME)).isZero();
    }

    @Test
    void refusesADrainThatEndsBeforeItBegins() {
        assertThatThrownBy(() -> new Drain(inFlight, Duration.ofMillis(-1), Pause.REAL))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
