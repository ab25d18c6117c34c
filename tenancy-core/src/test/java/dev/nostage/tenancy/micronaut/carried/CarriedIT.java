package dev.nostage.tenancy.micronaut.carried;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocket.Listener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Proves the table in README.md, row by row: what carries the tenant, and what loses it unless it is wrapped. */
@MicronautTest
@Property(name = "carried", value = "true")
@Property(name = "nostage.tenancy.trusted-peers", value = "127.0.0.1,::1")
final class CarriedIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** The routes that prove a row, by the row's first words. */
    private static final Map<String, List<String>> PROOFS = Map.ofEntries(
            Map.entry("a controller on the event loop", List.of("event-loop")),
            Map.entry("`@ExecuteOn` blocking, IO", List.of("blocking", "io")),
            Map.entry("`@ExecuteOn` virtual, from Java 21", virtual("virtual")),
            Map.entry("`Mono`, `Flux` across `subscribeOn`, `publishOn`, `delay`", List.of("mono", "flux")),
            Map.entry(
                    "`CompletableFuture` on an injected executor",
                    List.of("future/io", "future/blocking", "future/scheduled", "blocking/io", "blocking/scheduled")),
            Map.entry(
                    "`@Async`",
                    List.of("blocking/async", "blocking/async-future", "blocking/async-publisher", "future/async")),
            Map.entry(
                    "`TaskScheduler` and scheduled executor beans, once",
                    List.of("blocking/task", "blocking/scheduler-delayed", "blocking/scheduled-pool-delayed")),
            Map.entry("events and their listeners, also async", List.of("blocking/event", "blocking/event-async")),
            Map.entry("`@Retryable`", List.of("blocking/retry", "blocking/retry-future", "blocking/retry-mono")),
            Map.entry(
                    "a declarative client: sync, future, reactive",
                    List.of(
                            "blocking/client",
                            "blocking/client-future",
                            "blocking/client-chained",
                            "future/client-chained",
                            "blocking/client-mono",
                            "future/client-mono")),
            Map.entry(
                    "a low-level client: sync, future, reactive",
                    List.of(
                            "blocking/http",
                            "blocking/http-future",
                            "future/http-future",
                            "blocking/http-chained",
                            "future/http-chained",
                            "blocking/http-publisher",
                            "future/http-publisher")),
            Map.entry("a bean declared as `Executor`", List.of("blocking/executor", "future/executor")),
            Map.entry("a bean declared as `ExecutorService`", List.of("blocking/service", "blocking/stealing")),
            Map.entry("a bean declared as `ScheduledExecutorService`", List.of("blocking/scheduler")),
            Map.entry("a bean declared as `ThreadPoolExecutor`", List.of("blocking/pool", "future/pool")),
            Map.entry("a bean declared as `ScheduledThreadPoolExecutor`", List.of("blocking/scheduled-pool")),
            Map.entry(
                    "repeated by `TaskScheduler` or a scheduled executor: rate, delay, cron",
                    List.of(
                            "blocking/task-rate",
                            "blocking/task-cron",
                            "blocking/scheduler-repeated",
                            "blocking/scheduled-pool-repeated")),
            Map.entry("`@OnOpen`, `@OnMessage` of a WebSocket", List.of("socket")),
            Map.entry("a raw thread", List.of("blocking/raw-thread")),
            Map.entry("the common pool, `supplyAsync` with no executor", List.of("blocking/common-pool")),
            Map.entry("what is chained to a future that a lost thread completes", List.of("blocking/raw-future")),
            Map.entry("a parallel stream", List.of("blocking/parallel-stream")),
            Map.entry("a pool of one's own, or a bean declared as another class", List.of("blocking/fork-join")));

    @Inject
    EmbeddedServer server;

    static Stream<Row> rows() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String table = readme.split("\n## What is carried\n", -1)[1].split("\n## ", -1)[0];
        return table.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| where"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Row(cells[1].strip(), cells[2].strip()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isAsTheTableSays(Row row) throws Exception {
        assertThat(PROOFS).containsKey(row.where());
        for (String route : PROOFS.get(row.where())) {
            for (String tenant : List.of("acme", "globex", "acme")) {
                assertThat(seenAs(tenant, route)).as(route).isEqualTo(row.isCarried() ? tenant : Here.NOBODY);
                if (row.canBeWrapped()) {
                    assertThat(seenAs(tenant, route + "-wrapped")).as(route).isEqualTo(tenant);
                }
            }
        }
    }

    @Test
    void theTableHasARowForEachProof() throws Exception {
        assertThat(rows().map(Row::where)).containsExactlyInAnyOrderElementsOf(PROOFS.keySet());
    }

    private String seenAs(String tenant, String route) throws Exception {
        if (route.equals("socket")) {
            return seenBySocketOf(tenant);
        }
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getPort() + "/carried/" + route))
                .header("Tenant-Id", tenant)
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    private String seenBySocketOf(String tenant) throws InterruptedException {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        WebSocket socket = CLIENT.newWebSocketBuilder()
                .header("Tenant-Id", tenant)
                .buildAsync(URI.create("ws://127.0.0.1:" + server.getPort() + "/carried/socket"), new Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        seen.add(text.toString());
                        from.request(1);
                        return null;
                    }
                })
                .join();
        socket.sendText("and now", true).join();
        String whenOpened = seen.poll(60, TimeUnit.SECONDS);
        String whenAsked = seen.poll(60, TimeUnit.SECONDS);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        return Hops.both(whenOpened, whenAsked);
    }

    private static List<String> virtual(String route) {
        return Runtime.version().feature() < 21 ? List.of() : List.of(route);
    }

    record Row(String where, String carried) {

        boolean isCarried() {
            return carried.equals("yes");
        }

        boolean canBeWrapped() {
            return carried.startsWith("wrap it");
        }

        @Override
        public String toString() {
            return where + ": " + carried;
        }
    }
}
