package dev.nostage.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/** What a {@link FaultProxy} does to the bytes on their way back from the server, and to whoever connects. */
public abstract sealed class Fault {

    private static final Fault NONE = new None();

    private Fault() {}

    /** Everything passes. */
    public static Fault none() {
        return NONE;
    }

    /** The first byte of each connection's answers comes late. */
    public static Fault delay(Duration time) {
        return new Delay(time);
    }

    /**
     * Whatever was read at once comes late, each time by another time.
     *
     * @param longest no time is longer
     * @param seed the same one makes the same times, if there is one connection
     */
    public static Fault jitter(Duration longest, long seed) {
        return new Jitter(longest, new Random(seed));
    }

    /** @param bytesPerSecond how many pass on each connection, at least 1 */
    public static Fault bandwidth(int bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("Bandwidth must be at least 1 byte per second, was " + bytesPerSecond);
        }
        return new Bandwidth(bytesPerSecond);
    }

    /** One byte each interval. */
    public static Fault trickle(Duration interval) {
        return new Trickle(interval);
    }

    /** Each connection is reset at once, with an RST; running ones too. */
    public static Fault reset() {
        return resetAfter(0);
    }

    /** Each connection is reset, with an RST, when so many bytes have come back on it; running ones too. */
    public static Fault resetAfter(long bytes) {
        return new Reset(bytes);
    }

    /** Connections are accepted, and nothing passes either way. Healed, what was sent meanwhile passes. */
    public static Fault blackhole() {
        return new Blackhole();
    }

    /** Nobody listens any more. Connections that run go on. */
    public static Fault refuse() {
        return new Refuse();
    }

    /**
     * Carries some of what came from the server, and how much of it; as long as there is more, whatever is the fault then
     * is asked again.
     */
    abstract int carry(byte[] bytes, int from, int left, ProxiedConnection connection)
            throws IOException, InterruptedException;

    /** Whether nothing passes in either direction. */
    boolean holdsAll() {
        return false;
    }

    boolean listens() {
        return true;
    }

    /** Whether a connection on which so much came back ends now. */
    boolean resetsAt(long bytesBack) {
        return false;
    }

    private static final class None extends Fault {

        @Override
        int carry(byte[] bytes, int from, int left, ProxiedConnection connection) throws IOException {
            return connection.write(bytes, from, left);
        }
    }

    private static final class Delay extends Fault {

        private final Duration time;

        Delay(Duration time) {
            this.time = time;
        }

        @Override
        int carry(byte[] bytes, int from, int left, ProxiedConnection connection)
                throws IOException, InterruptedException {
            if (connection.bytesBack() == 0 && !connection.pause(time, this)) {
                return 0;
            }
            return connection.write(bytes, from, left);
        }
    }

    private static final class Jitter extends Fault {

        private final Duration longest;
        private final Random random;

        Jitter(Duration longest, Random random) {
            this.longest = longest;
            this.random = random;
        }

        @Override
        int carry(byte[] bytes, int from, int left, ProxiedConnection connection)
                throws IOException, InterruptedException {
            Duration time = Duration.ofNanos((long) (random.nextDouble() * longest.toNanos()));
            return connection.pause(time, this) ? connection.write(bytes, from, left) : 0;
        }
    }

    private static final class Bandwidth extends Fault {

        private static final int PIECES_PER_SECOND = 20;

        private final int bytesPerSecond;

        Bandwidth(int bytesPerSecond) {
            this.bytesPerSecond = bytesPerSecond;
        }

        @Override
        int carry(byte[] bytes, int from, int left, ProxiedConnection connection)
                throws IOException, InterruptedException {
            int piece = Math.min(left, Math.max(1, bytesPerSecond / PIECES_PER_SECOND));
            Duration time = Duration.ofNanos(piece * Duration.ofSeconds(1).toNanos() / bytesPerSecond);
            return connection.pause(time, this) ? connection.write(bytes, from, piece) : 0;
        }
    }

    private static final class Trickle extends Fault {

        private final Duration interval;

        Trickle(Duration interval) {
            this.interval = interval;
        }

        @Override
        int carry(byte[] bytes, int from, int left, ProxiedConnection connection)
                throws IOException, InterruptedException {
            return connection.pause(interval, this) ? connection.write(bytes, from, 1) : 0;
        }
    }

    private static final class Reset extends Fault {

        private final long after;

        Reset(long after) {
            this.after = after;
        }

        @Override
        int carry(byte[] bytes, int from, int left, ProxiedConnection connection) throws IOException {
            long more = after - connection.bytesBack();
            int carried = more > 0 ? connection.write(bytes, from, (int) Math.min(more, left)) : 0;
            if (resetsAt(connection.bytesBack())) {
                connection.reset();
                return left;
            }
            return carried;
        }

        @Override
        boolean resetsAt(long bytesBack) {
            return bytesBack >= after;
        }
    }

    private static final class Blackhole extends Fault {

        @Override
        int carry(byte[] bytes, int from, int left, ProxiedConnection connection) throws InterruptedException {
            connection.awaitPassage();
            return 0;
        }

        @Override
        boolean holdsAll() {
            return true;
        }
    }

    private static final class Refuse extends Fault {

        @Override
        int carry(byte[] bytes, int from, int left, ProxiedConnection connection) throws IOException {
            return connection.write(bytes, from, left);
        }

        @Override
        boolean listens() {
            return false;
        }
    }
}
