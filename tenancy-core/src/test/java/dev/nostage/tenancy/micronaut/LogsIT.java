package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.nostage.event.Logged;
import dev.nostage.event.LoggingWideEventSink;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every line of a request's log says whose it is, and no other line does. */
@MicronautTest
@Property(name = "logs", value = "true")
@Property(name = "nostage.tenancy.trusted-peers", value = "127.0.0.1,::1")
final class LogsIT {

    private static final Logger APPLICATION = LoggerFactory.getLogger(LogsController.LOGGER);

    @Inject
    EmbeddedServer server;

    @Inject
    CollectedEvents events;

    @Inject
    @Named(TaskExecutors.IO)
    ExecutorService pool;

    private final Logged logged = new Logged(LogsController.LOGGER, Level.INFO);
    private final Logged written = new Logged(LoggingWideEventSink.LOGGER, Level.INFO);
    private Web web;

    @BeforeEach
    void begin() {
        web = new Web(server);
        events.take();
    }

    @AfterEach
    void close() {
        logged.close();
        written.close();
    }

    @Test
    void namesTheTenantTheKindAndTheRequestWhereverItsCodeRuns() {
        web.get("/logs/everywhere", "Tenant-Id", "trial");

        String id = requestId();
        assertThat(marks("here")).isEqualTo(mark(id, "trial", "TEST"));
        assertThat(marks("elsewhere")).isEqualTo(mark(id, "trial", "TEST"));
        assertThat(marks("as another")).isEqualTo(mark(id, "another", "TEST"));
        assertThat(marks("round acme")).isEqualTo(mark(id, "acme", "LIVE"));
        assertThat(marks("round globex")).isEqualTo(mark(id, "globex", "LIVE"));
        assertThat(marks("here again")).isEqualTo(mark(id, "trial", "TEST"));
    }

    @Test
    void namesThemInAFilterThatRefusesAndInTheEventToo() {
        web.get("/logs/refused", "Tenant-Id", "acme");

        String id = requestId();
        assertThat(marks("refused")).isEqualTo(mark(id, "acme", "LIVE"));
        assertThat(written.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.getMDCPropertyMap()).isEqualTo(mark(id, "acme", "LIVE")));
    }

    @Test
    void tellsOneRequestFromAnother() {
        web.get("/logs/loop", "Tenant-Id", "acme");
        String first = requestId();
        web.get("/logs/loop", "Tenant-Id", "globex");

        assertThat(requestId()).isNotEqualTo(first);
        assertThat(logged.lines())
                .filteredOn(line -> line.getMessage().equals("loop"))
                .extracting(line -> line.getMDCPropertyMap().get("tenant"))
                .containsExactly("acme", "globex");
    }

    @Test
    void leavesNothingBehindOnAnyThread() throws Exception {
        for (String path : List.of("/logs/loop", "/logs/everywhere", "/logs/refused")) {
            web.get(path, "Tenant-Id", "acme");
            events.take();
            until("after " + path);
            assertThat(marks("after " + path)).isEmpty();
        }
        for (int i = 0; i < 20; i++) {
            pool.submit(() -> APPLICATION.info("nobody's")).get(30, TimeUnit.SECONDS);
        }
        assertThat(logged.lines())
                .filteredOn(line -> line.getMessage().equals("nobody's"))
                .hasSize(20)
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap()).isEmpty());
    }

    private String requestId() {
        return events.take().get(0).get("request_id").toString();
    }

    private Map<String, String> marks(String message) {
        ILoggingEvent found = logged.lines().stream()
                .filter(line -> line.getFormattedMessage().equals(message))
                .findFirst()
                .orElseThrow();
        return found.getMDCPropertyMap();
    }

    private void until(String message) {
        long begin = System.nanoTime();
        while (logged.lines().stream()
                .noneMatch(line -> line.getFormattedMessage().equals(message))) {
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(30));
            Thread.onSpinWait();
        }
    }

    private static Map<String, String> mark(String id, String tenant, String kind) {
        return new TreeMap<>(Map.of("request_id", id, "tenant", tenant, "kind", kind));
    }
}
