package dev.nostage.tenancy.micronaut.carried;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.micronaut.carried.StressController.Fate;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.instrument.InstrumentedExecutor;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/** Many tenants through few threads, with all that can go wrong: none is ever taken for another, and none stays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StressIT {

    private static final int REQUESTS = 20_000;
    private static final int TENANTS = 50;
    private static final int AT_ONCE = 64;
    private static final int IO_THREADS = 3;
    private static final List<Fate> FATES = List.of(Fate.values());
    private static final List<String> WAYS = List.of("event-loop", "io", "future", "mono", "call");

    private final EmbeddedServer server = ApplicationContext.run(EmbeddedServer.class, properties());
    private final HttpClient client = HttpClient.newHttpClient();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    @AfterAll
    void end() {
        server.close();
    }

    @Test
    @Timeout(120)
    void neverTakesOneTenantForAnotherAndLeavesNoneOnAnyThread() throws Exception {
        Random random = new Random(20_261_121);
        for (int i = 0; i < REQUESTS; i++) {
            String tenant = "t" + random.nextInt(TENANTS);
            Fate fate = FATES.get(random.nextInt(FATES.size()));
            String path = "/stress/" + tenant + "/" + fate + "/" + WAYS.get(random.nextInt(WAYS.size()));
            free.acquire();
            if (fate == Fate.IS_LEFT) {
                askAndLeave(path, tenant, random.nextBoolean());
            } else {
                ask(path, tenant, fate);
            }
        }
        free.acquire(AT_ONCE);

        StressController controller = server.getApplicationContext().getBean(StressController.class);
        assertThat(wrong).isEmpty();
        assertThat(leftOnThreads()).hasSizeGreaterThan(IO_THREADS).containsOnly("nothing{}");
        assertThat(controller.hops).hasValueGreaterThan(REQUESTS);
        assertThat(controller.hopsOfTheLeft).hasValueGreaterThan(0);
        assertThat(controller.mismatches).hasValue(0);
    }

    private void ask(String path, String tenant, Fate fate) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + path))
                .header("Tenant-Id", tenant)
                .build();
        CompletableFuture<?> unused = client.sendAsync(request, BodyHandlers.ofString())
                .whenComplete((answer, failure) -> {
                    boolean fails = fate == Fate.THROWS || fate == Fate.BREAKS;
                    if (failure != null) {
                        wrong.add(path + ": " + failure);
                    } else if (answer.statusCode() == 200
                            ? fails || !answer.body().startsWith(tenant)
                            : fate == Fate.WORKS) {
                        wrong.add(path + ": " + answer.statusCode() + " " + answer.body());
                    }
                    free.release();
                });
    }

    /** Sends the request, and closes or resets the connection at once. */
    private void askAndLeave(String path, String tenant, boolean reset) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nTenant-Id: " + tenant + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.setSoLinger(reset, 0);
        } finally {
            free.release();
        }
    }

    /** What each thread of each pool has bound between two pieces of work, asked past all that binds anything. */
    private List<String> leftOnThreads() throws Exception {
        ApplicationContext beans = server.getApplicationContext();
        List<CompletableFuture<String>> seen = new ArrayList<>();
        look(bare(beans, TaskExecutors.IO), IO_THREADS, seen);
        look(bare(beans, "declared-service"), 1, seen);
        look(bare(beans.getBean(ScheduledExecutorService.class, Qualifiers.byName("declared-scheduler"))), 1, seen);
        look(beans.getBean(ThreadPoolExecutor.class).getQueue()::add, 1, seen);
        for (EventLoopGroup group : beans.getBeansOfType(EventLoopGroup.class)) {
            group.forEach(loop -> look(loop, 1, seen));
        }
        List<String> left = new ArrayList<>();
        for (CompletableFuture<String> look : seen) {
            left.add(look.get(30, TimeUnit.SECONDS));
        }
        return left;
    }

    private static Executor bare(ApplicationContext beans, String name) {
        return bare(beans.getBean(ExecutorService.class, Qualifiers.byName(name)));
    }

    private static Executor bare(Executor pool) {
        return pool instanceof InstrumentedExecutor instrumented ? bare(instrumented.getTarget()) : pool;
    }

    /** As many looks as threads, which wait for one another: so that each thread takes one. */
    private static void look(Executor pool, int threads, List<CompletableFuture<String>> seen) {
        CyclicBarrier together = new CyclicBarrier(threads);
        for (int i = 0; i < threads; i++) {
            CompletableFuture<String> look = new CompletableFuture<>();
            seen.add(look);
            pool.execute(() -> {
                look.complete(PropagatedContext.find().map(Object::toString).orElse("nothing")
                        + Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of()));
                try {
                    together.await(30, TimeUnit.SECONDS);
                } catch (Exception e) {
                    look.obtrudeException(e);
                }
            });
        }
    }

    private static Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "carried", "true",
                "stress", "true",
                "nostage.tenancy.trusted-peers", "127.0.0.1,::1",
                "micronaut.executors.io.type", "fixed",
                "micronaut.executors.io.n-threads", IO_THREADS,
                "micronaut.netty.event-loops.default.num-threads", 2,
                "micronaut.http.client.read-timeout", "60s"));
        for (int i = 0; i < TENANTS; i++) {
            properties.put("nostage.tenancy.tenants[" + i + "].id", "t" + i);
        }
        return properties;
    }
}
