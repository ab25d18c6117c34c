package dev.nostage.benchmarks;

import dev.nostage.passport.Passport;
import dev.nostage.passport.PassportIssuer;
import dev.nostage.tenancy.Tenant;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole requests over the wire, as many as the machine can do: a passport is verified, the tenant looked up and bound, the
 * wide event handed over. The peer is the same application, asked the same, without our beans.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
@Threads(32)
public class HttpBenchmark {

    private static final Map<String, Object> PROPERTIES = Map.of(
            "micronaut.server.port",
            -1,
            "micronaut.http.client.read-timeout",
            "1m",
            "micronaut.executors.blocking.type",
            "fixed",
            "micronaut.executors.blocking.n-threads",
            Shop.CONNECTIONS,
            "nostage.tenancy.tenants[0].id",
            "acme",
            "nostage.passport.keys[0].id",
            "benchmark",
            "nostage.passport.keys[0].secret",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

    @Benchmark
    public void request(Caller caller) throws IOException {
        caller.ask();
    }

    /** The application, started. */
    @State(Scope.Benchmark)
    public static class Application {

        /** The bare peer, the same with the core's beans, and with those of all modules. */
        @Param({"bare", "core", "nostage"})
        private String app = "";

        /** The least that an application does; what services do all day; the same with a call to another service; an order. */
        @Param({"GET /greeting", "GET /products", "GET /products/recommended", "POST /orders"})
        private String route = "";

        private @Nullable ApplicationContext downstream;
        private @Nullable ApplicationContext beans;
        private String request = "";
        private int port;

        /** For JMH, which sets the parameters. */
        public Application() {}

        Application(String app, String route) {
            this.app = app;
            this.route = route;
        }

        @Setup(Level.Trial)
        public void start() {
            downstream = application("bare", Map.of());
            beans = application(
                    app,
                    Map.of(
                            "micronaut.http.services.recommendations.url",
                            downstream
                                    .getBean(EmbeddedServer.class)
                                    .start()
                                    .getURL()
                                    .toString()));
            port = beans.getBean(EmbeddedServer.class).start().getPort();
            request = route + " HTTP/1.1\r\nHost: localhost\r\n" + Passport.HEADER + ": " + passport()
                    + (route.startsWith("POST") ? "\r\nContent-Length: 0" : "") + "\r\n\r\n";
        }

        private static ApplicationContext application(String app, Map<String, Object> services) {
            ApplicationContextBuilder builder =
                    ApplicationContext.builder(PROPERTIES).properties(services);
            switch (app) {
                case "bare" -> builder.beanConfigurations(WithoutNostage.atAll());
                case "core" -> builder.beanConfigurations(WithoutNostage.butTheCore());
                default -> {} // all of it
            }
            return builder.start();
        }

        private static String passport() {
            try (ApplicationContext core = ApplicationContext.run(PROPERTIES)) {
                return core.getBean(PassportIssuer.class).issue(Tenant.live("acme"), Set.of(), null);
            }
        }

        @TearDown(Level.Trial)
        public void stop() {
            if (beans != null) {
                beans.close();
            }
            if (downstream != null) {
                downstream.close();
            }
        }
    }

    /** One connection, kept alive. */
    @State(Scope.Thread)
    public static class Caller {

        private Socket socket = new Socket();
        private byte[] request = {};
        private byte[] answer = {};
        private byte end;

        @Setup(Level.Trial)
        public void connect(Application application) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), application.port);
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(application.request.getBytes(StandardCharsets.US_ASCII));
            int length = lengthOfTheFirst();
            request = application.request.getBytes(StandardCharsets.US_ASCII);
            answer = new byte[length];
        }

        /** Every answer has the length of the first one, whose end is its body. */
        private int lengthOfTheFirst() throws IOException {
            byte[] seen = new byte[4096];
            int length = 0;
            String text = "";
            while (!text.endsWith(GreetingController.GREETING) && !text.endsWith("}]")) {
                int read = socket.getInputStream().read(seen, length, seen.length - length);
                if (read <= 0) {
                    throw new EOFException("The server said no more than: " + text);
                }
                length += read;
                text = new String(seen, 0, length, StandardCharsets.US_ASCII);
            }
            end = seen[length - 1];
            return length;
        }

        void ask() throws IOException {
            socket.getOutputStream().write(request);
            if (socket.getInputStream().readNBytes(answer, 0, answer.length) != answer.length) {
                throw new EOFException("The server has closed the connection");
            }
            if (answer[answer.length - 1] != end) {
                throw new IOException("An answer was another one: " + new String(answer, StandardCharsets.US_ASCII));
            }
        }

        @TearDown(Level.Trial)
        public void leave() throws IOException {
            socket.close();
        }
    }
}
