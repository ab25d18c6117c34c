package dev.nostage.tenancy.micronaut;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A caller from outside, with the JDK's client and with bare sockets: nothing of ours touches what it sends. */
public record Web(EmbeddedServer server) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    public Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks for a page of a host, which the JDK's client lets nobody name. */
    public Answer getAt(String host, String path, String... headers) {
        StringBuilder head =
                new StringBuilder("GET " + path + " HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return raw(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes as they are and reads until the server closes. */
    public Answer raw(byte[] request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            return Answer.parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public record Answer(int status, String contentType, String body) {

        static Answer parse(String raw) {
            String[] headAndBody = raw.split("\r\n\r\n", 2);
            String contentType = headAndBody[0]
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                    .map(line -> line.substring("content-type:".length()).strip())
                    .findFirst()
                    .orElse("");
            return new Answer(
                    raw.length() < 12 ? 0 : Integer.parseInt(raw.substring(9, 12)),
                    contentType,
                    headAndBody.length < 2 ? "" : headAndBody[1]);
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("No JSON: " + body, e);
            }
        }

        /** The name of the problem that this answer is, or the whole answer if it is none. */
        public String problem() {
            boolean isProblem = contentType.startsWith("application/problem+json")
                    && json().path("status").intValue() == status;
            return isProblem
                    ? status + " " + json().path("type").textValue().replace("urn:nostage:problem:", "")
                    : toString();
        }
    }
}
