package notes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nostage.partitioning.database.UnwalledException;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the first page says of a service that is there already: what its first start says, and what mends it. */
class ExistingTest {

    private static final LocalDate DAY = LocalDate.of(2030, 1, 1);

    @Test
    void doesNotStartAndSaysWhatIsMissing() throws Exception {
        String said = stopped("existing").getMessage();

        assertTrue(FirstPage.shows(said), "the page does not show: " + said);
    }

    @Test
    void startsWhenItsTablesAreMendedAndTheOthersDeclared() {
        try (ApplicationContext context = start("mended", "classpath:existing,classpath:mended", true)) {
            NoteRepository notes = context.getBean(NoteRepository.class);

            Tenants.runAs(Tenant.live("acme"), () -> notes.save(new Note(null, null, "party", DAY)));

            assertEquals(1, (int) Tenants.callAs(Tenant.live("acme"), () -> notes.findByDue(DAY).size()));
            assertEquals(0, (int) Tenants.callAs(Tenant.live("globex"), () -> notes.findByDue(DAY).size()));
        }
    }

    private static Throwable stopped(String database) {
        Throwable stopped =
                assertThrows(RuntimeException.class, () -> start(database, "classpath:existing", false).close());
        while (!(stopped instanceof UnwalledException)) {
            Throwable cause = stopped.getCause();
            assertTrue(cause != null, () -> "something else stopped it");
            stopped = cause;
        }
        return stopped;
    }

    private static ApplicationContext start(String database, String migrations, boolean declared) {
        Map<String, Object> properties = Map.of(
                "datasources.default.url", "jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1",
                "flyway.datasources.default.locations", migrations);
        return ApplicationContext.run(properties, declared ? "shared" : "bare");
    }
}
