package dev.nostage.testkit;

import static dev.nostage.testkit.Talk.assertReset;
import static dev.nostage.testkit.Talk.assertSilent;
import static dev.nostage.testkit.Talk.echo;
import static dev.nostage.testkit.Talk.hear;
import static dev.nostage.testkit.Talk.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.tenancy.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class FaultProxyTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Echo server = new Echo();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        server.close();
    }

    @Test
    void letsEverythingPassAndCountsIt() throws IOException {
        FaultProxy proxy = proxy();
        Socket client = connect(proxy);

        assertThat(echo(client, "hello")).isEqualTo("hello");
        assertThat(echo(client, "again")).isEqualTo("again");
        assertThat(echo(connect(proxy), "another")).isEqualTo("another");
        assertThat(proxy.connections()).isEqualTo(2);
        assertThat(proxy.openConnections()).isEqualTo(2);
        assertThat(proxy.bytesBack()).isEqualTo(17);
        assertThat(proxy.url()).isEqualTo("http://127.0.0.1:" + proxy.port());
    }

    @Test
    void carriesEndsToo() throws IOException {
        FaultProxy proxy = proxy();
        Socket client = connect(proxy);
        client.getOutputStream().write("all".getBytes(StandardCharsets.US_ASCII));
        client.shutdownOutput();

        assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("all");
    }

    @Test
    void carriesMoreThanAnyBuffer() throws Exception {
        Socket client = connect(proxy());
        byte[] much = new byte[3_000_000];
        Thread writing = new Thread(() -> {
            try {
                client.getOutputStream().write(much);
                client.shutdownOutput();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writing.start();

        assertThat(client.getInputStream().readAllBytes()).hasSize(much.length);
        writing.join();
    }

    @Test
    void delaysTheFirstAnswerOfEachConnection() throws IOException {
        FaultProxy proxy = proxy();
        proxy.inject(Fault.delay(HOUR));
        Socket client = connect(proxy);

        assertThat(echo(client, "hello") + echo(client, "again")).isEqualTo("helloagain");
        assertThat(pauses).containsExactly(HOUR);
        echo(connect(proxy), "hello");
        assertThat(pauses).containsExactly(HOUR, HOUR);
    }

    @Test
    void holdsAnAnswerBackUntilItsDelayIsOver() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        FaultProxy proxy = proxy(time -> {
            paused.countDown();
            over.await();
        });
        proxy.inject(Fault.delay(HOUR));
        Socket client = connect(proxy);
        say(client, "hello");

        assertThat(paused.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(client.getInputStream().available()).isZero();
        over.countDown();
        assertThat(hear(client, 5)).isEqualTo("hello");
    }

    @Test
    void healsWhileAnAnswerIsHeldBack() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        FaultProxy proxy = proxy(time -> {
            paused.countDown();
            new CountDownLatch(1).await(); // until it is woken
        });
        proxy.inject(Fault.delay(HOUR));
        Socket client = connect(proxy);
        say(client, "hello");
        assertThat(paused.await(60, TimeUnit.SECONDS)).isTrue();

        proxy.heal();
        assertThat(hear(client, 5)).isEqualTo("hello");
    }

    @Test
    void delaysEachAnswerByAnotherTimeAndTheSameOnesEachRun() throws IOException {
        List<List<Duration>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            FaultProxy proxy = proxy();
            proxy.inject(Fault.jitter(HOUR, 42));
            Socket client = connect(proxy);
            for (String word : List.of("one", "two", "three")) {
                assertThat(echo(client, word)).isEqualTo(word);
            }
            runs.add(List.copyOf(pauses));
            pauses.clear();
        }

        assertThat(runs.get(0)).hasSize(3).doesNotHaveDuplicates().allMatch(time -> time.compareTo(HOUR) < 0);
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
    }

    @Test
    void letsSoManyBytesPassEachSecond() throws IOException {
        FaultProxy proxy = proxy();
        proxy.inject(Fault.bandwidth(100));

        echo(connect(proxy), "x".repeat(1000));

        Duration all = pauses.stream().reduce(Duration.ZERO, Duration::plus);
        assertThat(all).isEqualTo(Duration.ofSeconds(10));
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.bandwidth(0));
    }

    @Test
    void tricklesOneByteEachInterval() throws IOException {
        FaultProxy proxy = proxy();
        proxy.inject(Fault.trickle(HOUR));

        echo(connect(proxy), "hello");

        assertThat(pauses).containsExactly(HOUR, HOUR, HOUR, HOUR, HOUR);
    }

    @Test
    void resetsEachConnectionAtOnceAndRunningOnesToo() throws IOException {
        FaultProxy proxy = proxy();
        Socket running = connect(proxy);
        echo(running, "hello");

        proxy.inject(Fault.reset());

        assertReset(running);
        assertReset(connect(proxy));
        proxy.heal();
        assertThat(echo(connect(proxy), "well")).isEqualTo("well");
    }

    @Test
    void resetsAConnectionAfterSoManyBytes() throws IOException {
        FaultProxy proxy = proxy();
        proxy.inject(Fault.resetAfter(7));
        Socket client = connect(proxy);
        assertThat(echo(client, "hello")).isEqualTo("hello");

        say(client, "again");

        assertReset(client);
        assertThat(proxy.bytesBack()).isEqualTo(7);
    }

    @Test
    void swallowsEverythingAndGivesItBackWhenHealed() throws IOException {
        FaultProxy proxy = proxy();
        Socket running = connect(proxy);
        echo(running, "hello");
        proxy.inject(Fault.blackhole());
        Socket client = connect(proxy);
        say(client, "lost");
        say(running, "lost");

        assertSilent(client);
        assertSilent(running);
        assertThat(server.connections()).isEqualTo(1);

        proxy.heal();
        assertThat(hear(client, 4) + hear(running, 4)).isEqualTo("lostlost");
    }

    @Test
    void refusesConnectionsAndListensAgainWhereItDid() throws IOException {
        FaultProxy proxy = proxy();
        int port = proxy.port();
        Socket running = connect(proxy);
        echo(running, "hello");

        proxy.inject(Fault.refuse());

        assertThatThrownBy(() -> connect(proxy)).isInstanceOf(ConnectException.class);
        assertThat(echo(running, "again")).isEqualTo("again");
        proxy.heal();
        assertThat(echo(connect(proxy), "well")).isEqualTo("well");
        assertThat(proxy.port()).isEqualTo(port);
    }

    @Test
    void resetsWhoeverComesWhenThereIsNoServer() throws IOException {
        FaultProxy proxy = proxy();
        server.close();

        assertReset(connect(proxy));
    }

    @Test
    void endsAllItsThreadsWhateverTheyWaitFor() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        FaultProxy proxy = proxy(time -> {
            paused.countDown();
            new CountDownLatch(1).await(); // until it is woken
        });
        Socket idle = connect(proxy);
        echo(idle, "hello");
        proxy.inject(Fault.trickle(HOUR));
        say(idle, "held");
        assertThat(paused.await(60, TimeUnit.SECONDS)).isTrue();
        proxy.inject(Fault.blackhole());
        say(connect(proxy), "lost");

        proxy.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals(FaultProxy.THREADS + proxy.port()));
        assertThat(proxy.openConnections()).isZero();
        assertThat(idle.getInputStream().read()).isEqualTo(-1);
        assertThatIllegalStateException().isThrownBy(proxy::heal);
        proxy.close();
    }

    @Test
    void isUsedAsTheReadmeShows() throws IOException {
        Socket caller;
        try (FaultProxy payments = FaultProxy.before("127.0.0.1", server.port())) {
            caller = connect(payments);

            payments.inject(Fault.trickle(Duration.ofMillis(1)));
            assertThat(echo(caller, "slow")).isEqualTo("slow");

            payments.heal();
            assertThat(echo(caller, "well")).isEqualTo("well");
        }
        assertThat(caller.getInputStream().read()).isEqualTo(-1);
    }

    private FaultProxy proxy() {
        return proxy(pauses::add);
    }

    private FaultProxy proxy(Pause pause) {
        FaultProxy proxy = FaultProxy.before("127.0.0.1", server.port(), pause);
        opened.add(proxy);
        return proxy;
    }

    private Socket connect(FaultProxy proxy) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(60_000);
        opened.add(client);
        return client;
    }
}
