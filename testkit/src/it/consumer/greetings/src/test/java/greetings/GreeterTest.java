package greetings;

import static java.time.ZoneOffset.UTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.testkit.AsOf;
import dev.nostage.testkit.FakeTicker;
import dev.nostage.testkit.InTenant;
import dev.nostage.testkit.MutableClock;
import dev.nostage.timemachine.Launch;
import dev.nostage.timemachine.Launches;
import dev.nostage.timemachine.TimeMachineClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tested from inside, with plain JUnit and Mockito. */
class GreeterTest {

    private final Guests guests = mock(Guests.class);
    private final MutableClock clock = MutableClock.at(Instant.parse("2026-12-31T23:59:59Z"));
    private final FakeTicker ticker = new FakeTicker();
    private final Greeter greeter = greeterAt(clock);

    @Test
    @InTenant
    void greetsItsTenantByName(Tenant tenant) {
        when(guests.nameOf(tenant.id())).thenReturn("Ada");

        assertEquals("Hello, Ada", greeter.greet());
        verify(guests).nameOf(tenant.id());
    }

    @Test
    @InTenant
    void knowsTheNewYearByTheClock(Tenant tenant) {
        when(guests.nameOf(tenant.id())).thenReturn("Ada");
        clock.advance(Duration.ofSeconds(1));

        assertEquals("Happy new year, Ada", greeter.greet());
    }

    @Test
    @InTenant
    @AsOf("2030-01-01")
    void knowsTheNewYearThatTheTestTravelsTo(Tenant tenant) {
        when(guests.nameOf(tenant.id())).thenReturn("Ada");

        assertEquals("Happy new year, Ada", greeterAt(new TimeMachineClock(Clock.systemUTC())).greet());
    }

    @Test
    @InTenant
    void doesNotGreetTwiceInAMinute(Tenant tenant) {
        when(guests.nameOf(tenant.id())).thenReturn("Ada");

        greeter.greet();
        ticker.advance(Duration.ofSeconds(59));
        assertEquals("", greeter.greet());
        ticker.advance(Duration.ofSeconds(1));
        assertEquals("Hello, Ada", greeter.greet());
    }

    @Test
    void greetsNobodyWhereNoTenantIsBound() {
        assertThrows(TenantMissingException.class, greeter::greet);
    }

    private Greeter greeterAt(Clock clock) {
        Launch party = new Launch(
                Greeter.PARTY, Instant.parse("2027-01-01T00:00:00Z"), Instant.parse("2031-01-01T00:00:00Z"), UTC);
        return new Greeter(guests, new Launches(List.of(party), clock), ticker);
    }
}
