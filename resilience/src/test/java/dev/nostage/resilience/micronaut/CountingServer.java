package dev.nostage.resilience.micronaut;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A downstream on a socket: it counts whoever connects, and answers as it is told. */
final class CountingServer implements AutoCloseable {

    private final ServerSocket socket;
    /** Bound to its port, and listening to nobody. */
    private final Socket place = new Socket();

    private final Thread accepting = new Thread(this::accept, "counting-server");
    private final AtomicInteger connections = new AtomicInteger();
    private volatile int status = 200;

    CountingServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        accepting.setDaemon(true);
        accepting.start();
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    void answerWith(int changed) {
        status = changed;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                connections.incrementAndGet();
                boolean asJson = readRequest(caller).contains("/flux");
                String body = "real";
                caller.getOutputStream()
                        .write(("HTTP/1.1 " + status + " Said\r\nContent-Type: "
                                        + (asJson ? "application/json" : "text/plain") + "\r\nContent-Length: "
                                        + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // A caller that went away, or the test's end: the loop's condition tells which.
            }
        }
    }

    /** @return the request line */
    private static String readRequest(Socket caller) throws IOException {
        var in = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
        int length = 0;
        String requestLine = in.readLine();
        String line = requestLine;
        while (line != null && !line.isEmpty()) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
            line = in.readLine();
        }
        for (int i = 0; i < length; i++) {
            in.read();
        }
        return String.valueOf(requestLine);
    }

    /** Listens no more, and keeps its port, so that nobody else's server answers there. */
    void leave() {
        int port = socket.getLocalPort();
        try {
            socket.close();
            join(accepting); // the port is free only when nobody waits at it any more
            place.setReuseAddress(true);
            place.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            place.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
