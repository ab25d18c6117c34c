package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantRefusedException;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.context.event.HttpRequestTerminatedEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application that logs wherever its code runs. */
@Controller("/logs")
@Produces(MediaType.TEXT_PLAIN)
@Requires(property = "logs")
class LogsController {

    static final String LOGGER = "application";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final Tenant OTHER = Tenant.test("another", Instant.parse("2999-01-01T00:00:00Z"));

    private final ExecutorService pool;
    private final Tenants tenants;

    LogsController(@Named(TaskExecutors.IO) ExecutorService pool, Tenants tenants) {
        this.pool = pool;
        this.tenants = tenants;
    }

    @Get("/loop")
    String loop() {
        LOG.info("loop");
        return "logged";
    }

    @ExecuteOn(TaskExecutors.BLOCKING)
    @Get("/everywhere")
    String everywhere() throws ExecutionException, InterruptedException {
        LOG.info("here");
        pool.submit(() -> LOG.info("elsewhere")).get();
        Tenants.runAs(OTHER, () -> LOG.info("as another"));
        tenants.forEach(Tenant::isLive, tenant -> LOG.info("round {}", tenant.id()));
        LOG.info("here again");
        return "logged";
    }

    @Get("/refused")
    String refused() {
        return "never";
    }

    /** Refuses after admission. */
    @ServerFilter("/logs/refused")
    @Requires(property = "logs")
    static final class Refusing implements Ordered {

        @RequestFilter
        void refuse() {
            LOG.info("refused");
            throw new TenantRefusedException("for the log alone");
        }

        @Override
        public int getOrder() {
            return FilterOrder.TENANT.position() + 5;
        }
    }

    /** Logs on the server's thread when a request is over. */
    @Singleton
    @Requires(property = "logs")
    static final class Afterwards implements ApplicationEventListener<HttpRequestTerminatedEvent> {

        @Override
        public void onApplicationEvent(HttpRequestTerminatedEvent event) {
            HttpRequest<?> request = event.getSource();
            LOG.info("after {}", request.getPath());
        }
    }
}
