package dev.nostage.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One client's connection, and the proxy's own to the server behind it. */
final class ProxiedConnection implements Runnable {

    private static final int CHUNK = 8192;

    private final FaultProxy proxy;
    private final Socket client;
    private final InetSocketAddress address;
    private final Socket server = new Socket();

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong bytesBack = new AtomicLong();
    private @Nullable Thread pausing;

    ProxiedConnection(FaultProxy proxy, Socket client, InetSocketAddress address) {
        this.proxy = proxy;
        this.client = client;
        this.address = address;
    }

    @Override
    public void run() {
        try {
            faultChanged();
            proxy.awaitPassage();
            server.connect(address);
            proxy.start(this::back);
            there();
        } catch (IOException e) {
            reset(); // the server cannot be reached, or somebody went away: the other one learns of it
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts what does not pause", e);
        }
    }

    /** From the client to the server, until the client has said all. */
    private void there() throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        for (int read = client.getInputStream().read(chunk);
                read >= 0;
                read = client.getInputStream().read(chunk)) {
            proxy.awaitPassage();
            server.getOutputStream().write(chunk, 0, read);
        }
        server.shutdownOutput();
    }

    /** From the server to the client, through the fault. */
    private void back() {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int read = server.getInputStream().read(chunk);
                    read >= 0;
                    read = server.getInputStream().read(chunk)) {
                for (int from = 0; from < read; ) {
                    from += proxy.fault().carry(chunk, from, read - from, this);
                    if (ended.get()) {
                        return;
                    }
                }
            }
            proxy.awaitPassage();
            end();
        } catch (IOException e) {
            reset(); // the server reset it, or the client went away: the other one learns of it
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts what does not pause", e);
        }
    }

    long bytesBack() {
        return bytesBack.get();
    }

    int write(byte[] bytes, int from, int length) throws IOException {
        // Counted first, so that whoever has heard them finds them counted.
        bytesBack.addAndGet(length);
        proxy.carriedBack(length);
        OutputStream out = client.getOutputStream();
        out.write(bytes, from, length);
        out.flush();
        return length;
    }

    void awaitPassage() throws InterruptedException {
        proxy.awaitPassage();
    }

    /** @return whether the time has passed, and the fault is still the same */
    boolean pause(Duration time, Fault fault) throws InterruptedException {
        synchronized (this) {
            if (proxy.fault() != fault || proxy.isClosed()) {
                return false;
            }
            pausing = Thread.currentThread();
        }
        try {
            proxy.pause().pause(time);
            return proxy.fault() == fault;
        } catch (InterruptedException e) {
            return false; // another fault, or the end: whoever carries asks again
        } finally {
            synchronized (this) {
                pausing = null;
                Thread.interrupted(); // it may have come when the pause was over
            }
        }
    }

    /** Another fault holds from now on. */
    synchronized void faultChanged() {
        if (pausing != null) {
            pausing.interrupt();
        }
        if (proxy.fault().resetsAt(bytesBack.get())) {
            reset();
        }
    }

    /** Ends it as a network does that has lost it: with an RST, to both. */
    void reset() {
        if (ended.get()) {
            return; // in peace, which whoever is late must not disturb
        }
        for (Socket socket : new Socket[] {client, server}) {
            try {
                if (!socket.isClosed()) {
                    socket.setSoLinger(true, 0);
                }
            } catch (IOException e) {
                // It is closed meanwhile, which is all that this was for.
            }
        }
        end();
    }

    /** Ends it in peace. */
    void end() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        synchronized (this) {
            if (pausing != null) {
                pausing.interrupt();
            }
        }
        try (client;
                server) {
            proxy.ended(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
