package dev.nostage.resilience.micronaut;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A downstream that says the beginning of an answer, or nothing, and then no more, until its caller goes away. */
final class StallingServer implements AutoCloseable {

    private final ServerSocket socket;
    private final BlockingQueue<String> leftBy = new LinkedBlockingQueue<>();
    private final List<Socket> callers = new CopyOnWriteArrayList<>();
    private volatile String beginning = "";
    private final Semaphore requests = new Semaphore(0);
    private volatile boolean reached;

    StallingServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Whether a whole request has come. */
    boolean isReached() {
        return reached;
    }

    /** Waits until one more whole request has come. */
    void awaitRequest() throws InterruptedException {
        if (!requests.tryAcquire(60, TimeUnit.SECONDS)) {
            throw new AssertionError("No request came to the server that stalls");
        }
    }

    int connections() {
        return callers.size();
    }

    /** @param said lines and all */
    void begin(String said) {
        beginning = said;
    }

    void beginJsonArray() {
        begin("""
                HTTP/1.1 200 OK\r
                Content-Type: application/json\r
                Transfer-Encoding: chunked\r
                \r
                9\r
                ["first",\r
                """);
    }

    /** Waits until a caller has closed its connection; what its request's first line was. */
    String awaitLeaving() throws InterruptedException {
        String left = leftBy.poll(60, TimeUnit.SECONDS);
        if (left == null) {
            throw new AssertionError("Nobody closed a connection to the server that stalls");
        }
        return left;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                callers.add(caller);
                daemon(() -> stall(caller));
            } catch (IOException e) {
                // The test's end: the loop's condition tells.
            }
        }
    }

    private void stall(Socket caller) {
        String first = "nothing";
        try (caller) {
            var in = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
            first = String.valueOf(in.readLine());
            for (String line = first; line != null && !line.isEmpty(); ) {
                line = in.readLine();
            }
            reached = true;
            caller.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            requests.release();
            while (in.read() != -1) {
                // A body that nobody wants.
            }
        } catch (IOException e) {
            // A caller may also leave in a hurry.
        }
        leftBy.add(first);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "stalling-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket caller : callers) {
                caller.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
