package plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.context.RequestContext;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

/** Many tenants through few threads, with all that can go wrong: none is ever taken for another, and none stays. */
@ParameterizedClass(name = "{0}")
@EnumSource(Kind.class)
final class StressTest {

    private static final int REQUESTS = 2_400;
    private static final int AT_ONCE = 48;

    @Parameter
    Kind kind;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    @Test
    @Timeout(240)
    void neverTakesOneTenantForAnotherAndLeavesNoneOnAnyThread() throws Exception {
        StressServlet servlet = new StressServlet();
        Service service = Service.start(kind, servlet);
        Random random = new Random(20_261_121);
        for (int i = 0; i < REQUESTS; i++) {
            String tenant = "t" + random.nextInt(Service.TENANTS);
            StressServlet.Fate fate = any(random, StressServlet.Fate.values());
            StressServlet.Way way = any(random, StressServlet.Way.values());
            String target = "/" + String.join("/", "stress", tenant, fate.name(), way.name());
            free.acquire();
            if (fate == StressServlet.Fate.IS_LEFT) {
                try {
                    service.raw().askAndLeave(target, random.nextBoolean(), "Tenant-Id: " + tenant);
                } finally {
                    free.release();
                }
            } else {
                ask(service, target, tenant, fate);
            }
        }
        free.acquire(AT_ONCE);
        Await.until(() -> service.events.size() == service.before.requests.get());
        Await.until(() -> IntStream.range(0, Service.TENANTS).allMatch(i -> service.inFlight("t" + i) == 0));
        service.close();

        assertThat(wrong).isEmpty();
        assertThat(servlet.mismatches).hasValue(0);
        assertThat(servlet.hops).hasValueGreaterThan(REQUESTS);
        assertThat(servlet.hopsOfTheLeft).hasValueGreaterThan(0);
        assertThat(servlet.errorPages).hasValueGreaterThan(0);
        assertThat(service.before.leftOnThreads).isEmpty();
        assertThat(leftOn(service.pool))
                .hasSize(service.pool.getMaximumPoolSize())
                .containsOnly("RequestContext[]{}");
        assertThat(service.events.size()).isEqualTo(service.before.requests.get());
    }

    private static <T> T any(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private void ask(Service service, String target, String tenant, StressServlet.Fate fate) {
        client.sendAsync(service.request(target, "Tenant-Id", tenant), BodyHandlers.ofString())
                .whenComplete((answer, failure) -> {
                    boolean works = fate == StressServlet.Fate.WORKS;
                    if (failure != null) {
                        wrong.add(target + ": " + failure);
                    } else if (answer.statusCode() == 200
                            ? !works || !answer.body().equals(tenant)
                            : works) {
                        wrong.add(target + ": " + answer.statusCode() + " " + answer.body());
                    }
                    free.release();
                });
    }

    /** What each thread has bound when it has nothing to do: as many looks as threads, which wait for one another. */
    private static List<String> leftOn(ThreadPoolExecutor pool) throws Exception {
        CyclicBarrier together = new CyclicBarrier(pool.getMaximumPoolSize());
        List<Future<String>> looks = new ArrayList<>();
        for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
            looks.add(pool.submit(() -> {
                Map<String, String> logged = MDC.getCopyOfContextMap();
                together.await(30, TimeUnit.SECONDS);
                return RequestContext.current() + "" + (logged == null ? Map.of() : new HashMap<>(logged));
            }));
        }
        List<String> left = new ArrayList<>();
        for (Future<String> look : looks) {
            left.add(look.get(30, TimeUnit.SECONDS));
        }
        pool.shutdown();
        return left;
    }
}
