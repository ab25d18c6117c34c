package greetings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.timemachine.TimeMachine;
import org.junit.jupiter.api.Test;

/** That these tests run where they say. What only tests need, Surefire puts on the class path beside. */
class ModulePathTest {

    @Test
    void runsInsideOfTheModuleThatItTests() {
        assertEquals("greetings", getClass().getModule().getName());
        assertEquals(Greeter.class.getModule(), getClass().getModule());
    }

    @Test
    void findsNostageInModules() {
        assertEquals("dev.nostage.tenancy", Tenant.class.getModule().getName());
        assertEquals("dev.nostage.tenancy", RequestContext.class.getModule().getName());
        assertEquals("dev.nostage.timemachine", TimeMachine.class.getModule().getName());
    }
}
