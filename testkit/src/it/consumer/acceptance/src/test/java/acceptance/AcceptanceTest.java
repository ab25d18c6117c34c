package acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.nostage.tenancy.Tenant;
import dev.nostage.testkit.AsOf;
import dev.nostage.testkit.FakeTicker;
import dev.nostage.testkit.InTenant;
import dev.nostage.timemachine.Launch;
import dev.nostage.timemachine.Launches;
import dev.nostage.timemachine.TimeMachine;
import dev.nostage.timemachine.TimeMachineClock;
import greetings.Greeter;
import greetings.Guests;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** The library from outside, by a module that requires the testkit by its name. */
@InTenant
@AsOf("2030-01-01")
class AcceptanceTest {

    private final Guests guests = mock(Guests.class);

    @Test
    void greetsItsTenantInTheYearThatTheTestTravelsTo(Tenant tenant) {
        when(guests.nameOf(tenant.id())).thenReturn("Ada");

        Launch party = new Launch(Greeter.PARTY, Instant.parse("2030-01-01T00:00:00Z"), null, ZoneOffset.UTC);
        Clock clock = new TimeMachineClock(Clock.systemUTC());

        Greeter greeter = new Greeter(guests, new Launches(List.of(party), clock), new FakeTicker());

        assertEquals("Happy new year, Ada", greeter.greet());
    }

    @Test
    void findsEverythingInModules() {
        assertEquals("acceptance", getClass().getModule().getName());
        assertEquals("greetings", Greeter.class.getModule().getName());
        assertEquals("dev.nostage.tenancy", Tenant.class.getModule().getName());
        assertEquals("dev.nostage.timemachine", TimeMachine.class.getModule().getName());
        assertEquals("dev.nostage.testkit", FakeTicker.class.getModule().getName());
        assertEquals("org.junit.jupiter.api", Test.class.getModule().getName());
        assertEquals("org.mockito", Mockito.class.getModule().getName());
        assertTrue(getClass().getModule().canRead(FakeTicker.class.getModule()));
    }
}
