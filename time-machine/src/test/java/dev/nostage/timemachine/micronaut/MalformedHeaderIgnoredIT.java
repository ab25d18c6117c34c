package dev.nostage.timemachine.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.timemachine.HostileHeaders;
import dev.nostage.timemachine.TimeMachineHeader;
import dev.nostage.timemachine.TimeMalformedException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hazard: malformed header ignored. Whatever comes over the wire is obeyed, or refused with the reason and the column. */
final class MalformedHeaderIgnoredIT {

    private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
    private static final int HOSTILE = 2_000;

    private static EmbeddedServer server;

    @BeforeAll
    static void start() {
        server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "nostage.time-machine.zone", ZONE.getId(),
                        "nostage.tenancy.trusted-peers", "127.0.0.0/8,::1",
                        "nostage.tenancy.tenants[0].id", "probe",
                        "nostage.tenancy.tenants[0].kind", "TEST",
                        "nostage.tenancy.tenants[0].ttl", "1h"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void twoThousandHostileOnesAreRefusedWithTheReasonAndTheColumn() throws IOException {
        Random random = new Random(42);
        int refused = 0;
        try (Wire wire = new Wire()) {
            while (refused < HOSTILE) {
                String sent = asSent(HostileHeaders.next(random));
                Optional<TimeMalformedException> wrong = wrong(sent);
                if (wrong.isPresent()) {
                    refused++;
                    assertThat(wire.answer(sent))
                            .as(sent)
                            .startsWith("HTTP/1.1 400 ")
                            .contains("urn:nostage:problem:time-malformed")
                            .contains("column " + wrong.get().column() + ": ");
                }
            }
        }
    }

    @Test
    void whatIsWrittenWellIsObeyedOnTheSameWire() throws IOException {
        try (Wire wire = new Wire()) {
            assertThat(wire.answer("2026-11-32;mode=freeze")).startsWith("HTTP/1.1 400 ");
            assertThat(wire.answer("2026-11-27;mode=freeze"))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("2026-11-27T08:00:00Z");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "tomorrow", "2026-02-30", "2026-11-27;mode=fast", "+P99999D"})
    void oneThatIsNoneIsRefusedAndSaysWhere(String header) {
        HttpResponse<String> answer =
                new Answers(server).send("GET", "/observatory/clock", "Tenant-Id", "probe", "Time-Machine", header);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:nostage:problem:time-malformed", "column ");
    }

    @Test
    void twoAreOneTooMany() {
        HttpResponse<String> answer = new Answers(server)
                .send(
                        "GET",
                        "/observatory/clock",
                        "Tenant-Id",
                        "probe",
                        "Time-Machine",
                        "2026-11-27",
                        "Time-Machine",
                        "2026-11-27");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("urn:nostage:problem:time-malformed");
    }

    /** As bytes of a head, but for those that no head may hold, which the server refuses by itself; and as it is read there. */
    private static String asSent(String text) {
        String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return bytes.replaceAll("[\\x00-\\x08\\x0a-\\x1f\\x7f]", "\\\\").replaceAll("^[ \\t]+|[ \\t]+$", "");
    }

    private static Optional<TimeMalformedException> wrong(String text) {
        try {
            new TimeMachineHeader(TimeMachineHeader.DEFAULT_MAX_DISTANCE).parse(text, Instant.now(), ZONE);
            return Optional.empty();
        } catch (TimeMalformedException wrong) {
            return Optional.of(wrong);
        }
    }

    /** One connection, for clients that are more careful than an attacker. */
    private static final class Wire implements AutoCloseable {

        private final Socket socket = new Socket("localhost", server.getPort());
        private final InputStream in = new BufferedInputStream(socket.getInputStream());

        Wire() throws IOException {
            socket.setSoTimeout(60_000);
            socket.setTcpNoDelay(true);
        }

        String answer(String header) throws IOException {
            String request = "GET /observatory/clock HTTP/1.1\r\nHost: localhost\r\nTenant-Id: probe\r\nTime-Machine: "
                    + header + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder head = new StringBuilder(line());
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
                head.append('\n').append(line);
            }
            return head + "\n\n" + new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("closed after " + line);
                }
                if (next != '\r') {
                    line.write(next);
                }
            }
            return line.toString(StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
