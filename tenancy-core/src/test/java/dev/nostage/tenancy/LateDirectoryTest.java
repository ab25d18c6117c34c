package dev.nostage.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is remembered of a directory that takes its time to answer. */
final class LateDirectoryTest {

    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(2);
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId NEW = new TenantId("new");

    private final Tenant acme = Tenant.live("acme");
    private final Tenant suspended = acme.with(TenantStatus.SUSPENDED);
    private final AtomicLong nanos = new AtomicLong();
    private final ScriptedDirectory database = new ScriptedDirectory(acme);
    private final CachedTenantDirectory directory =
            new CachedTenantDirectory(database, new DirectoryCacheOptions(100, TIME_TO_LIVE), nanos::get);

    @Test
    void remembersFromBeforeItAskedAndNotFromTheAnswer() {
        for (TenantId id : List.of(ACME, NEW)) {
            database.afterFind(found -> {
                nanos.addAndGet(TIME_TO_LIVE.toNanos() - 1);
                return found;
            });
            directory.find(id);
            int before = database.finds();
            directory.find(id);
            assertThat(database.finds()).isEqualTo(before);

            nanos.incrementAndGet();
            directory.find(id);
            assertThat(database.finds()).isEqualTo(before + 1);
        }
    }

    @Test
    void asksAgainForAnAnswerThatCameTooLateToBeTrue() {
        database.afterFind(found -> {
            if (database.finds() == 1) {
                nanos.addAndGet(TIME_TO_LIVE.toNanos());
                database.elsewhere(suspended);
            }
            return found;
        });

        assertThat(directory.find(ACME)).contains(suspended);
    }

    @Test
    void givesNoAnswerThatIsAlwaysTooLate() {
        database.afterFind(found -> {
            nanos.addAndGet(TIME_TO_LIVE.toNanos());
            return found;
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> directory.find(ACME))
                .withMessageContaining("nostage.tenancy.directory-cache.time-to-live");
        assertThat(database.finds()).isEqualTo(2);
    }
}
