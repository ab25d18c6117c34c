package dev.nostage.tenancy.micronaut.carried;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Work that no request asked for has no tenant, even if one was bound where it was scheduled. */
final class ScheduledIT {

    @Test
    void startsWithNobodyThoughTheApplicationIsStartedForSomebody() throws Exception {
        try (ApplicationContext context = Tenants.callAs(
                Tenant.live("acme"), () -> ApplicationContext.run(Map.<String, Object>of("scheduled", "true")))) {
            Jobs jobs = context.getBean(Jobs.class);

            assertThat(jobs.once.get(10, TimeUnit.SECONDS)).isEqualTo(Here.NOBODY);
            assertThat(jobs.atRate.get(10, TimeUnit.SECONDS)).isEqualTo(Here.NOBODY);
            assertThat(jobs.withDelay.get(10, TimeUnit.SECONDS)).isEqualTo(Here.NOBODY);
            assertThat(jobs.byCron.get(10, TimeUnit.SECONDS)).isEqualTo(Here.NOBODY);
        }
    }

    /** A job of each kind. */
    @Singleton
    @Requires(property = "scheduled")
    static class Jobs {

        final CompletableFuture<String> once = new CompletableFuture<>();
        final CompletableFuture<String> atRate = new CompletableFuture<>();
        final CompletableFuture<String> withDelay = new CompletableFuture<>();
        final CompletableFuture<String> byCron = new CompletableFuture<>();

        @Scheduled(initialDelay = "1ms")
        void runOnce() {
            once.complete(Here.who());
        }

        @Scheduled(fixedRate = "1h")
        void runAtRate() {
            atRate.complete(Here.who());
        }

        @Scheduled(fixedDelay = "1h")
        void runWithDelay() {
            withDelay.complete(Here.who());
        }

        @Scheduled(cron = "* * * * * *")
        void runByCron() {
            byCron.complete(Here.who());
        }
    }
}
