package dev.nostage.testkit.service;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses, while it stands, every connection of this process that would leave this machine, and every name that would have to
 * be asked of somebody else. {@link NetworkHooks} puts it into the JDK.
 */
final class NetworkGuard implements AutoCloseable {

    private static final List<NetworkGuard> STANDING = new CopyOnWriteArrayList<>();

    /** Four numbers of a byte each, or what has at least two colons among hexadecimal digits: neither is looked up. */
    private static final Pattern ADDRESS =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}|[0-9a-f.]*:[0-9a-f.]*:[0-9a-f.:]*(%.*)?");

    private static final Set<String> OWN_NAMES = ownNames();

    private final Set<String> mayReach;
    private final Queue<IOException> refused = new ConcurrentLinkedQueue<>();

    private NetworkGuard(Set<String> mayReach) {
        this.mayReach = mayReach;
    }

    /**
     * @param mayReach hosts that are let pass
     * @throws IllegalStateException if nothing can be refused here
     */
    static NetworkGuard begin(Set<String> mayReach) {
        Libraries.demandByteBuddy();
        NetworkHooks.install();
        NetworkGuard guard =
                new NetworkGuard(mayReach.stream().map(NetworkGuard::lower).collect(Collectors.toSet()));
        STANDING.add(guard);
        return guard;
    }

    private static Set<String> ownNames() {
        Set<String> names = new HashSet<>(Set.of("", "localhost", "ip6-localhost", "ip6-loopback"));
        String named = System.getenv("HOSTNAME"); // by which Micronaut's server calls itself
        if (named != null) {
            names.add(lower(named));
        }
        try {
            names.add(lower(InetAddress.getLocalHost().getHostName()));
        } catch (UnknownHostException e) {
            // This machine does not know its own name, so nobody connects to it by that.
        }
        return names;
    }

    /** What was refused since the last time that somebody asked. */
    List<Exception> refusals() {
        List<Exception> told = new ArrayList<>();
        for (IOException each = refused.poll(); each != null; each = refused.poll()) {
            told.add(each);
        }
        return told;
    }

    @Override
    public void close() {
        STANDING.remove(this);
    }

    /**
     * Asked by the JDK before it looks up a name or connects to an address.
     *
     * @return what to throw instead; null if it may go on
     */
    static @Nullable IOException refusal(@Nullable Object to) throws SocketException {
        if (STANDING.isEmpty() || isHere(to)) {
            return null;
        }
        String host = lower(to instanceof InetSocketAddress address ? address.getHostString() : String.valueOf(to));
        if (STANDING.stream().anyMatch(guard -> guard.mayReach.contains(host))) {
            return null;
        }
        IOException refusal = to instanceof InetSocketAddress address
                ? new ConnectException(message("a connection to " + host + ":" + address.getPort(), host))
                : new UnknownHostException(message("the address of " + host, host));
        STANDING.forEach(guard -> guard.refused.add(refusal));
        return refusal;
    }

    private static String message(String what, String host) {
        return "The application wanted " + what + ", and @NostageTest lets nothing leave this machine: declare it as a"
                + " downstream, or write mayReach = \"" + host + "\"";
    }

    private static boolean isHere(@Nullable Object to) throws SocketException {
        if (to instanceof String name) {
            String host = lower(name);
            return ADDRESS.matcher(host).matches() || isOwnName(host);
        }
        if (to instanceof InetSocketAddress socket) {
            InetAddress address = socket.getAddress();
            return address == null ? isOwnName(lower(socket.getHostString())) : isOwn(address);
        }
        return true; // null, which the JDK refuses itself, or a socket in the file system
    }

    private static boolean isOwn(InetAddress address) throws SocketException {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || NetworkInterface.getByInetAddress(address) != null;
    }

    private static boolean isOwnName(String host) {
        return OWN_NAMES.contains(host);
    }

    private static String lower(String host) {
        return host.toLowerCase(Locale.ROOT);
    }
}
