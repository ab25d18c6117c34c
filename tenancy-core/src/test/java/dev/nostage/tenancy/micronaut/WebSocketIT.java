package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.tenancy.InFlight;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A WebSocket is opened for a tenant, and what comes after it works for nobody. */
@MicronautTest
@Property(name = "carried", value = "true")
@Property(name = "nostage.tenancy.trusted-peers", value = "127.0.0.1,::1")
final class WebSocketIT {

    @Inject
    EmbeddedServer server;

    @Inject
    InFlight inFlight;

    @Inject
    TenantDirectory directory;

    @Inject
    CollectedEvents events;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @Test
    void isNotOpenedForATenantThatIsNotServed() {
        assertThatThrownBy(() -> open("unknown"))
                .cause()
                .isInstanceOf(WebSocketHandshakeException.class)
                .extracting(failed ->
                        ((WebSocketHandshakeException) failed).getResponse().statusCode())
                .isEqualTo(403);
    }

    /** Nothing of it works for the tenant once it is open. */
    @Test
    void isNotInFlightOnceItIsOpen() throws Exception {
        events.take();
        open("globex");
        assertThat(received.poll(60, TimeUnit.SECONDS)).isEqualTo("nobody");

        assertThat(events.take())
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("tenant", "globex")
                        .containsEntry("route", "/carried/socket")
                        .containsEntry("status", 101)
                        .containsEntry("outcome", "answered"));
        assertThat(inFlight.count(directory.find(new TenantId("globex")).orElseThrow()))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere,        Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==, 404",
        "/carried/io,     Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==, 404",
        "/carried/socket, X-No: key,                                   101"
    })
    void isNotInFlightIfItComesToNothingThoughItsConnectionStays(String path, String header, int status)
            throws Exception {
        events.take();
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            caller.getOutputStream()
                    .write(("GET " + path
                                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n"
                                    + "Sec-WebSocket-Version: 13\r\nTenant-Id: acme\r\n" + header + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(events.next()).containsEntry("tenant", "acme").containsEntry("status", status);
            assertThat(inFlight.count(directory.find(new TenantId("acme")).orElseThrow()))
                    .isZero();
        }
    }

    private WebSocket open(String tenant) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Tenant-Id", tenant)
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + server.getPort() + "/carried/socket"), new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                                received.add(text.toString());
                                socket.request(1);
                                return null;
                            }
                        })
                .join();
    }
}
