package notes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import dev.nostage.testkit.AsOf;
import dev.nostage.testkit.InTenant;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

@InTenant
@MicronautTest(transactional = false)
class NotesTest {

    @Inject
    @Client("/")
    HttpClient client;

    @Inject
    NoteRepository notes;

    @Test
    @AsOf("2030-01-01")
    void aNoteIsDueOnItsDay(Tenant tenant) {
        Note party = notes.save(new Note(null, null, "party", LocalDate.of(2030, 1, 1)));

        assertEquals(tenant.id().value(), party.tenantId());
        assertEquals(List.of(party), today());
    }

    @Test
    void aNoteIsNotDueToday() {
        notes.save(new Note(null, null, "party", LocalDate.of(2030, 1, 1)));

        assertEquals(List.of(), today());
    }

    @Test
    @AsOf("2030-01-01")
    void nobodyElseSeesIt() {
        notes.save(new Note(null, null, "party", LocalDate.of(2030, 1, 1)));

        Tenants.runAs(Tenant.live("somebody-else"), () -> assertEquals(0, notes.count()));
    }

    @Test
    void aThreadThatLostItsTenantIsRefused() {
        CompletionException refused = assertThrows(
                CompletionException.class,
                () -> CompletableFuture.supplyAsync(() -> notes.count()).join());

        assertEquals(TenantMissingException.class, refused.getCause().getClass());
    }

    private List<Note> today() {
        return client.toBlocking().retrieve(HttpRequest.GET("/notes/today"), Argument.listOf(Note.class));
    }
}
