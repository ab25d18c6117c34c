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
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Payments, inventory and recommendations on a free port of this machine: real sockets, simple answers. */
@Singleton
public final class Simulator {

    private static final Pattern KIND = Pattern.compile("\\btenant\\.kind=(\\w+)");

    static {
        // The JDK's server sends head and body apart, and on a kept connection waits 40 ms between them without this.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ConcurrentMap<String, ConcurrentMap<String, Long>> calls = new ConcurrentHashMap<>();
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
        server.createContext(
                "/recommendations", exchange -> answer(exchange, "recommendations", List.of("teapot", "kettle")));
        server.createContext("/calls", exchange -> answer(exchange, calls));
        server.setExecutor(executor);
        server.start();
    }

    public URI uri() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    /** How many calls have reached this downstream. */
    public long calls(String downstream) {
        return calls(downstream, kind -> true);
    }

    /** How many of them were not for a live tenant, as the caller said in {@code baggage}. */
    public long callsOfTests(String downstream) {
        return calls(downstream, kind -> !kind.equals("LIVE"));
    }

    private long calls(String downstream, Predicate<String> kinds) {
        return calls.getOrDefault(downstream, new ConcurrentHashMap<>()).entrySet().stream()
                .filter(each -> kinds.test(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
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
        calls.computeIfAbsent(downstream, d -> new ConcurrentHashMap<>()).merge(kind(exchange), 1L, Long::sum);
        answer(exchange, body);
    }

    /** For what kind of tenant it is called, as the caller says. */
    private static String kind(HttpExchange exchange) {
        String baggage = exchange.getRequestHeaders().getFirst("baggage");
        Matcher kind = KIND.matcher(baggage == null ? "" : baggage);
        return kind.find() ? kind.group(1) : "NONE";
    }

    private void answer(HttpExchange exchange, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
