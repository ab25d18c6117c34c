package dev.nostage.testkit;

import dev.nostage.tenancy.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server, on a port of this machine, and lets the network between them fail as it is told.
 * The fault may change at any time; it applies to running connections too, unless it says otherwise.
 */
public final class FaultProxy implements AutoCloseable {

    static final String THREADS = "fault-proxy-";

    private static final int BACKLOG = 200;

    private final InetSocketAddress server;
    private final Pause pause;
    private final int port;
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = new HashSet<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong bytesBack = new AtomicLong();

    private volatile Fault fault = Fault.none();
    private volatile boolean closed;
    private ServerSocket listening;
    private volatile Thread accepting;

    private FaultProxy(InetSocketAddress server, Pause pause) {
        this.server = server;
        this.pause = pause;
        this.listening = bind(0);
        this.port = listening.getLocalPort();
        this.accepting = acceptFrom(listening);
    }

    /** A proxy before a server, through which everything passes. */
    public static FaultProxy before(String host, int port) {
        return before(host, port, Pause.REAL);
    }

    /** @param pause how time passes where a fault takes time; a test may let it pass at once */
    public static FaultProxy before(String host, int port, Pause pause) {
        return new FaultProxy(new InetSocketAddress(host, port), pause);
    }

    /** Where to connect to, on {@code 127.0.0.1}; the same as long as this proxy lives. */
    public int port() {
        return port;
    }

    /** {@code http://127.0.0.1:<port>} */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Fails like this from now on, in place of what was before. */
    public void inject(Fault changed) {
        change(changed);
        if (!changed.listens()) {
            join(accepting); // as long as it is in the kernel, somebody may still be let in
        }
    }

    private synchronized void change(Fault changed) {
        if (closed) {
            throw new IllegalStateException("This proxy is closed: make another");
        }
        fault = changed;
        if (!changed.listens()) {
            close(listening);
        } else if (listening.isClosed()) {
            listening = bind(port);
            accepting = acceptFrom(listening);
        }
        open.forEach(ProxiedConnection::faultChanged);
        notifyAll();
    }

    /** Everything passes from now on. */
    public void heal() {
        inject(Fault.none());
    }

    /** How many connections have been accepted. */
    public int connections() {
        return connections.get();
    }

    /** How many connections are open now. */
    public int openConnections() {
        return open.size();
    }

    /** How many bytes have come back to clients. */
    public long bytesBack() {
        return bytesBack.get();
    }

    /** Ends all connections, and waits until nothing of this proxy runs any more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            close(listening);
            notifyAll();
        }
        open.forEach(ProxiedConnection::end);
        for (Thread thread = running(); thread != null && join(thread); thread = running()) {}
    }

    /** @return whether it has ended; not if whoever waits was interrupted */
    private static boolean join(Thread thread) {
        try {
            thread.join();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized @Nullable Thread running() {
        threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        return threads.stream().findAny().orElse(null);
    }

    Fault fault() {
        return fault;
    }

    boolean isClosed() {
        return closed;
    }

    Pause pause() {
        return pause;
    }

    /** Waits as long as nothing passes. */
    synchronized void awaitPassage() throws InterruptedException {
        while (fault.holdsAll() && !closed) {
            wait();
        }
    }

    void carriedBack(int bytes) {
        bytesBack.addAndGet(bytes);
    }

    void ended(ProxiedConnection connection) {
        open.remove(connection);
    }

    synchronized Thread start(Runnable work) {
        threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = new Thread(work, THREADS + port);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private static ServerSocket bind(int at) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), at), BACKLOG);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Thread acceptFrom(ServerSocket socket) {
        return start(() -> accept(socket));
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.incrementAndGet();
                ProxiedConnection connection = new ProxiedConnection(this, client, server);
                open.add(connection);
                start(connection);
                if (closed) {
                    connection.end();
                }
            } catch (IOException e) {
                // Nobody is to be accepted any more, or one went away before: the loop's condition tells.
            }
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
