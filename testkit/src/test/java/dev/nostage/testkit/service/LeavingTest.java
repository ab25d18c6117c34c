package dev.nostage.testkit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Whatever leaves this machine is refused and named, by whatever it goes. */
@Timeout(120)
class LeavingTest {

    /** Of a network that is kept for documentation (RFC 5737): nobody is there, should anything leave. */
    private static final String ELSEWHERE = "192.0.2.1";

    private static final String NAME = "somewhere.example.com";

    @Test
    void everyWayOutIsRefusedAndFailsTheTestThatTookIt() {
        Map<String, Throwable> failures = new TreeMap<>();
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Leaving.class))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .forEach(failed -> failures.put(failed.getTestDescriptor().getDisplayName(), failure(failed)));

        assertThat(failures)
                .containsOnlyKeys(
                        "aDriver()",
                        "aName()",
                        "anAsynchronousChannel()",
                        "aChannel()",
                        "aChannelsSocket()",
                        "aDeclarativeClient()",
                        "aLowLevelClient()",
                        "aNameInAClient()",
                        "aSocket()",
                        "aUrlConnection()",
                        "theHttpClientOfTheJdk()");
        assertThat(failures).allSatisfy((test, failure) -> {
            assertThat(failure).hasMessageContaining(test.startsWith("aName") ? NAME : ELSEWHERE);
            assertThat(failure).hasMessageContaining("lets nothing leave this machine");
            assertThat(failure.getSuppressed()).isNotEmpty();
        });
    }

    private static Throwable failure(Event failed) {
        return failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }

    @Test
    void whatStaysHereIsLetPass() throws IOException {
        try (NetworkGuard guard = NetworkGuard.begin(Set.of());
                ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket byName = new Socket("localhost", server.getLocalPort());
                Socket byAddress = new Socket(server.getInetAddress(), server.getLocalPort())) {
            assertThat(byName.isConnected()).isTrue();
            assertThat(byAddress.isConnected()).isTrue();
            assertThat(InetAddress.getAllByName(InetAddress.getLocalHost().getHostName()))
                    .isNotNull();
            assertThat(guard.refusals()).isEmpty();
        }
    }

    @Test
    void whatMayBeReachedIsLetPassAndNothingElse() throws IOException {
        try (NetworkGuard guard = NetworkGuard.begin(Set.of("DB.example.com", "192.0.2.7"))) {
            InetAddress resolved = InetAddress.getByAddress("db.example.com", new byte[] {(byte) 192, 0, 2, 9});

            assertThat(NetworkGuard.refusal("db.example.com")).isNull();
            assertThat(NetworkGuard.refusal(new InetSocketAddress(resolved, 5432)))
                    .isNull();
            assertThat(NetworkGuard.refusal(new InetSocketAddress("192.0.2.7", 5432)))
                    .isNull();
            assertThat(NetworkGuard.refusal(new InetSocketAddress("192.0.2.9", 5432)))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("192.0.2.9:5432");
            assertThat(NetworkGuard.refusal(InetSocketAddress.createUnresolved(NAME, 80)))
                    .hasMessageContaining(NAME);
            assertThat(guard.refusals()).hasSize(2);
            assertThat(guard.refusals()).isEmpty();
        }
    }

    @Test
    void nothingIsRefusedOutsideOfTheTests() throws IOException {
        NetworkGuard.begin(Set.of()).close();

        assertThat(NetworkGuard.refusal(new InetSocketAddress(ELSEWHERE, 80))).isNull();
    }

    /** The last four only look like addresses, or like this machine. */
    @ParameterizedTest
    @ValueSource(strings = {NAME, "1.2.3.4.5", "999.1.1.1", "metrics.example.com:8125", "acme.localhost"})
    void namesAreRefusedBeforeAnybodyIsAsked(String name) {
        try (NetworkGuard guard = NetworkGuard.begin(Set.of())) {
            assertThatIOException()
                    .isThrownBy(() -> InetAddress.getAllByName(name))
                    .isInstanceOf(UnknownHostException.class)
                    .withMessageContaining("mayReach = \"" + name + "\"");
            assertThat(guard.refusals()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "255.255.255.255", "::1", "fe80::1%1", "2001:db8::192.0.2.1"})
    void addressesAreNoNames(String address) throws IOException {
        try (NetworkGuard guard = NetworkGuard.begin(Set.of())) {
            assertThat(NetworkGuard.refusal(address)).isNull();
            assertThat(guard.refusals()).isEmpty();
        }
    }

    @Client("http://" + ELSEWHERE)
    @Requires(property = "leaving")
    interface Elsewhere {

        @Get("/")
        String look();
    }

    /** Run by the test above alone. Each swallows what it is told, as an application might. */
    @NostageTest
    @Property(name = "leaving", value = "true")
    @Property(name = "micronaut.http.client.connect-timeout", value = "5s")
    static class Leaving {

        @Inject
        Elsewhere elsewhere;

        @Inject
        @Client("http://" + ELSEWHERE)
        HttpClient client;

        @Test
        void aDeclarativeClient() {
            swallow(elsewhere::look);
        }

        @Test
        void aLowLevelClient() {
            swallow(() -> client.toBlocking().retrieve("/"));
        }

        @Test
        void aNameInAClient() {
            swallow(() -> client.toBlocking().retrieve("https://" + NAME + "/"));
        }

        @Test
        void aName() {
            swallow(() -> InetAddress.getAllByName(NAME));
        }

        @Test
        void theHttpClientOfTheJdk() {
            swallow(() -> java.net.http.HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(url()).build(), BodyHandlers.discarding()));
        }

        @Test
        void aUrlConnection() {
            swallow(() -> url().toURL().openStream().close());
        }

        @Test
        void aSocket() {
            swallow(() -> new Socket().connect(address(), 5000));
        }

        @Test
        void aChannel() {
            swallow(() -> SocketChannel.open(address()).close());
        }

        @Test
        void aChannelsSocket() {
            swallow(() -> SocketChannel.open().socket().connect(address(), 5000));
        }

        @Test
        void anAsynchronousChannel() {
            swallow(() -> AsynchronousSocketChannel.open().connect(address()));
        }

        @Test
        void aDriver() {
            swallow(() -> DriverManager.getConnection(
                            "jdbc:postgresql://" + ELSEWHERE + "/shop?connectTimeout=5", "shop", "shop")
                    .close());
        }

        private static URI url() {
            return URI.create("http://" + ELSEWHERE + "/");
        }

        private static InetSocketAddress address() {
            return new InetSocketAddress(ELSEWHERE, 80);
        }

        private static void swallow(Executable work) {
            try {
                work.execute();
            } catch (Throwable e) {
                assertThat(List.of(e)).isNotEmpty();
            }
        }
    }
}
