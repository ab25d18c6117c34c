package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a request ends, there is one event, which says so. */
@MicronautTest
@Property(name = "nostage.tenancy.trusted-peers", value = "127.0.0.1,::1")
final class EndingIT {

    private static final String CLOSE = "Connection: close\r\n";

    @Inject
    EmbeddedServer server;

    @Inject
    EndingController application;

    @Inject
    CollectedEvents events;

    @BeforeEach
    void begin() {
        application.begun.drainPermits();
        events.take();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ending/mono-never", "/ending/future-never"})
    void aCallerThatGoesBeforeItsAnswerCancels(String path) throws Exception {
        try (Socket caller = send(path, "")) {
            application.awaitBegun();
        }

        assertThat(onlyEvent())
                .containsEntry("route", path)
                .containsEntry("tenant", "acme")
                .containsEntry("outcome", "cancelled")
                .containsKey("duration_ms")
                .doesNotContainKeys("status", "error");
    }

    @Test
    void aCallerThatGoesInTheMiddleOfItsAnswerCancels() throws Exception {
        for (String head : new String[] {"", CLOSE}) {
            try (Socket caller = send("/ending/stream-never", head)) {
                application.awaitBegun();
                assertThat(firstLine(caller)).contains("200");
            }

            assertThat(onlyEvent())
                    .containsEntry("outcome", "cancelled")
                    .containsEntry("status", 200)
                    .doesNotContainKey("error");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", CLOSE})
    void aBodyThatFailsAfterItsHeadBreaksTheAnswer(String head) throws Exception {
        try (Socket caller = send("/ending/stream-broken", head)) {
            caller.getInputStream().readAllBytes();
        }

        assertThat(onlyEvent())
                .containsEntry("outcome", "broken")
                .containsEntry("status", 200)
                .containsEntry("error", IllegalStateException.class.getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", CLOSE})
    void aBodyThatIsWrittenWholeIsAnAnswer(String head) throws Exception {
        for (String path : new String[] {"/ending/stream", "/probe/who"}) {
            answerOf(path, head);

            assertThat(onlyEvent())
                    .containsEntry("outcome", "answered")
                    .containsEntry("status", 200)
                    .doesNotContainKey("error");
        }
    }

    @Test
    void whatAStreamNotesIsInItsEvent() throws Exception {
        answerOf("/ending/stream", "");

        assertThat(onlyEvent()).containsEntry("streamed", true);
    }

    @Test
    void tellsTheStatusThatWasSentThoughTheAnswerCouldNotBeWritten() throws Exception {
        for (String path : new String[] {"/ending/unwritable", "/ending/stream-broken-at-once"}) {
            assertThat(answerOf(path, "")).startsWith("HTTP/1.1 500");

            assertThat(onlyEvent())
                    .containsEntry("outcome", "answered")
                    .containsEntry("status", 500)
                    .containsKey("error");
        }
        assertThat(answerOf("/ending/stream-not-found", "")).startsWith("HTTP/1.1 404");
        assertThat(onlyEvent()).containsEntry("outcome", "answered").containsEntry("status", 404);
    }

    @Test
    void aServerThatWaitsNoLongerCancels() throws Exception {
        try (EmbeddedServer impatient = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of("micronaut.server.idle-timeout", "1s", "nostage.tenancy.trusted-peers", "127.0.0.1"))) {
            try (Socket caller = send(impatient, "/ending/mono-never", "")) {
                assertThat(caller.getInputStream().read()).isNegative();
            }

            assertThat(impatient
                            .getApplicationContext()
                            .getBean(CollectedEvents.class)
                            .take())
                    .singleElement()
                    .satisfies(event -> assertThat(event)
                            .containsEntry("outcome", "cancelled")
                            .doesNotContainKey("status"));
        }
    }

    @Test
    void aTimeOfTheApplicationsOwnThatRunsOutIsAnError() throws Exception {
        assertThat(answerOf("/ending/timeout", "")).startsWith("HTTP/1.1 500");

        assertThat(onlyEvent())
                .containsEntry("outcome", "answered")
                .containsEntry("status", 500)
                .containsEntry("error", TimeoutException.class.getName());
    }

    @Test
    void aRequestThatIsRefusedIsAnAnswerToo() throws Exception {
        new Web(server).get("/probe/who", "Tenant-Id", "nobody");

        assertThat(onlyEvent())
                .containsEntry("outcome", "answered")
                .containsEntry("status", 403)
                .containsEntry("problem", "tenant-refused");
    }

    @Test
    void oneConnectionsManyRequestsHaveAnEventEach() throws Exception {
        try (Socket caller = send("/probe/who", "")) {
            for (int i = 0; i < 20; i++) {
                readAnswer(caller);
                caller.getOutputStream().write(head("/probe/who", i == 19 ? CLOSE : ""));
            }
            caller.getInputStream().readAllBytes();
        }

        assertThat(events.take())
                .hasSize(21)
                .allSatisfy(event -> assertThat(event).containsEntry("outcome", "answered"))
                .extracting(event -> event.get("request_id"))
                .doesNotHaveDuplicates();
    }

    private Map<String, Object> onlyEvent() {
        var taken = events.take();
        assertThat(taken).hasSize(1);
        return taken.get(0);
    }

    private String answerOf(String path, String header) throws IOException {
        try (Socket caller = send(path, header)) {
            return header.isEmpty()
                    ? readAnswer(caller)
                    : new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** An answer on a connection that stays open: by its length, or by its last chunk. */
    private static String readAnswer(Socket caller) throws IOException {
        StringBuilder read = new StringBuilder();
        InputStream in = caller.getInputStream();
        while (!isWhole(read)) {
            int c = in.read();
            if (c < 0) {
                break;
            }
            read.append((char) c);
        }
        return read.toString();
    }

    private static boolean isWhole(StringBuilder read) {
        int end = read.indexOf("\r\n\r\n");
        int length = read.indexOf("content-length: ");
        if (end < 0) {
            return false;
        }
        if (length < 0 || length > end) {
            return read.indexOf("\r\n0\r\n\r\n") >= 0;
        }
        int body = Integer.parseInt(read.substring(length + 16, read.indexOf("\r\n", length)));
        return read.length() >= end + 4 + body;
    }

    private static String firstLine(Socket caller) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf("\r\n") < 0) {
            read.append((char) caller.getInputStream().read());
        }
        return read.toString();
    }

    private Socket send(String path, String header) throws IOException {
        return send(server, path, header);
    }

    private static Socket send(EmbeddedServer server, String path, String header) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(head(path, header));
        return socket;
    }

    private static byte[] head(String path, String header) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nTenant-Id: acme\r\n" + header + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
