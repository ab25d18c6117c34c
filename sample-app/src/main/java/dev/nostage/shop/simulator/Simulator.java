package dev.nostage.shop.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nostage.context.RequestContext;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** Payments, inventory and recommendations on a free port of this machine: real sockets, simple answers. */
@Singleton
public final class Simulator {

    static {
        // The JDK's server sends head and body apart, and on a kept connection waits 40 ms between them without this.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ConcurrentMap<String, LongAdder> calls = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Integer> charges = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, String> paid = new ConcurrentHashMap<>();
    private final ExecutorService executor = RequestContext.wrap(Executors.newCachedThreadPool());
    private final JsonMapper json;
    private final HttpServer server;

    Simulator(JsonMapper json) {
        this.json = json;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The simulator found no free port", e);
        }
        server.createContext("/payments", exchange -> answer(exchange, "payments", charge(exchange)));
        server.createContext("/reservations", exchange -> answer(exchange, "inventory", echo(exchange)));
        server.createContext("/recommendations", exchange -> answer(exchange, "recommendations", List.of("kettle")));
        server.setExecutor(executor);
        server.start();
    }

    public URI uri() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    /** How many calls have reached this downstream. */
    public long calls(String downstream) {
        LongAdder count = calls.get(downstream);
        return count == null ? 0 : count.sum();
    }

    /** How often a charge was sent, by order: more than once is a payer's fear, even if it is taken once. */
    public Map<String, Integer> charges() {
        return Map.copyOf(charges);
    }

    @PreDestroy
    void stop() {
        server.stop(0);
        executor.shutdownNow();
    }

    /** One order is charged once, however often it is sent. */
    private Map<String, Object> charge(HttpExchange exchange) throws IOException {
        String order = String.valueOf(echo(exchange).get("order"));
        charges.merge(order, 1, Integer::sum);
        return Map.of("reference", paid.computeIfAbsent(order, o -> "pay-" + UUID.randomUUID()), "stubbed", false);
    }

    private Map<String, Object> echo(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        return Objects.requireNonNull(json.readValue(body, Argument.mapOf(String.class, Object.class)), "a body");
    }

    private void answer(HttpExchange exchange, String downstream, Object body) throws IOException {
        calls.computeIfAbsent(downstream, d -> new LongAdder()).increment();
        byte[] bytes = json.writeValueAsBytes(body);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
