package dev.nostage.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Stands before the shop and passes on what it is sent, unless a test has something else in mind. */
final class Front implements AutoCloseable {

    enum Mood {
        /** Passes on. */
        HELPFUL,
        /** Passes on, and loses the answer. */
        FORGETFUL,
        /** Asks to come back at once. */
        BUSY,
        /** Does not know how to go on. */
        BROKEN,
        /** Answers for a service of another kind. */
        STRANGE,
        /** Passes on, and changes what is answered. */
        FORGING
    }

    /** What Java's client sets itself. */
    private static final Set<String> OWN = Set.of("host", "connection", "content-length", "expect");

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private final String shop;
    private final Function<String, Mood> moods;
    private final UnaryOperator<String> forgery;

    /** @param moods by request, such as {@code GET /orders} */
    Front(String shop, Function<String, Mood> moods) throws IOException {
        this(shop, moods, answer -> answer);
    }

    /** @param forgery what becomes of an answer */
    Front(String shop, Function<String, Mood> moods, UnaryOperator<String> forgery) throws IOException {
        this.shop = shop;
        this.moods = moods;
        this.forgery = forgery;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        try (exchange) {
            switch (moods.apply(request)) {
                case HELPFUL -> passOn(exchange, answer -> answer);
                case FORGING -> passOn(exchange, forgery);
                case FORGETFUL -> ask(exchange);
                case BUSY -> {
                    exchange.getResponseHeaders().set("Retry-After", "0");
                    answer(exchange, 503, "{\"type\":\"urn:nostage:problem:downstream-saturated\"}");
                }
                case BROKEN -> answer(exchange, 500, "{}");
                case STRANGE -> answer(exchange, 200, "hello");
            }
        }
    }

    private void passOn(HttpExchange exchange, UnaryOperator<String> change) throws IOException {
        HttpResponse<String> real = ask(exchange);
        real.headers().map().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        answer(exchange, real.statusCode(), change.apply(real.body()));
    }

    private HttpResponse<String> ask(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(shop + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (Map.Entry<String, List<String>> header :
                exchange.getRequestHeaders().entrySet()) {
            if (!OWN.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                header.getValue().forEach(value -> request.header(header.getKey(), value));
            }
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the shop was asked", e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
