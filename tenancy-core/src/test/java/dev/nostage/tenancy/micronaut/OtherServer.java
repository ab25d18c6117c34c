package dev.nostage.tenancy.micronaut;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Somebody else's server, which writes down the passports and the baggage it is sent. It listens on every address of this machine, so
 * that it can be called by names that are loopback and by names that are not.
 */
final class OtherServer implements AutoCloseable {

    private final HttpServer server;
    private final List<List<String>> passports = new CopyOnWriteArrayList<>();
    private final List<List<String>> baggage = new CopyOnWriteArrayList<>();

    OtherServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/echo", exchange -> answer(exchange, 200));
        server.createContext("/redirect", exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", exchange.getRequestURI().getQuery());
            answer(exchange, 307);
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The passport headers of each request since the last look. */
    List<List<String>> take() {
        List<List<String>> taken = List.copyOf(passports);
        passports.clear();
        return taken;
    }

    /** The baggage headers of each request since the last look. */
    List<List<String>> takeBaggage() {
        List<List<String>> taken = List.copyOf(baggage);
        baggage.clear();
        return taken;
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        passports.add(List.copyOf(exchange.getRequestHeaders().getOrDefault("Nostage-Passport", List.of())));
        baggage.add(List.copyOf(exchange.getRequestHeaders().getOrDefault("Baggage", List.of())));
        byte[] body = "echo".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/plain");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
