package dev.nostage.example;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

@Requires(property = "guide")
@Singleton
class Digest {

    private final ExecutorService pool = RequestContext.wrap(Executors.newFixedThreadPool(2));

    private final Tenants tenants;
    private final Notebook notebook;

    Digest(Tenants tenants, Notebook notebook) {
        this.tenants = tenants;
        this.notebook = notebook;
    }

    @Scheduled(cron = "0 0 4 * * *")
    void writeAll() {
        tenants.forEach(Tenant::isLive, tenant -> write());
    }

    void write() throws InterruptedException, ExecutionException {
        Callable<Integer> count = () -> notebook.read().size();
        notebook.write("You have " + pool.submit(count).get() + " notes");
    }

    @PreDestroy
    void end() {
        pool.shutdown();
    }
}
