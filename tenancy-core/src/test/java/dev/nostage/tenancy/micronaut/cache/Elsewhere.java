package dev.nostage.tenancy.micronaut.cache;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A thread that works for somebody else, and brings what others wait for: as one does that batches many requests. */
@Singleton
@Requires(property = "caches")
class Elsewhere {

    static final Tenant MALLORY = Tenant.live("mallory");

    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    CompletableFuture<String> bring(String value) {
        CompletableFuture<String> brought = new CompletableFuture<>();
        thread.execute(() -> Tenants.runAs(MALLORY, () -> brought.complete(value)));
        return brought;
    }

    @PreDestroy
    void end() {
        thread.shutdown();
    }
}
