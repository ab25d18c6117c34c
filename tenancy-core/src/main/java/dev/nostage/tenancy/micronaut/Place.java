package dev.nostage.tenancy.micronaut;

import dev.nostage.passport.Propagation;
import dev.nostage.tenancy.TrustedPeers;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and a port, however they are spelled: as Micronaut's client connects to them, which Java need not take for a host.
 *
 * @param name the host as it is written
 * @param host one spelling for all of the same; null if it may be any
 */
record Place(String name, @Nullable String host, int port) {

    private static final String THIS_MACHINE = "localhost";
    private static final int ANY_PORT = -1;

    /** What some systems take for an address and some for another (WHATWG URL, 3.5), or what has colons and is none. */
    private static final Pattern DOUBTFUL = Pattern.compile("(([0-9]+|0x[0-9a-f]*)(\\.|$))+|.*:.*");

    static Place of(URI uri) {
        String name = hostOf(uri);
        String authority = uri.getAuthority();
        // An empty name is this machine to whoever looks it up.
        String host = authority != null && name.isEmpty() ? THIS_MACHINE : canonical(name);
        if (uri.getHost() != null || authority == null || name.equals(authority)) {
            return new Place(name, host, port(uri, uri.getPort()));
        }
        try {
            return new Place(name, host, Integer.parseInt(authority.substring(name.length() + 1)));
        } catch (NumberFormatException e) {
            return new Place(name, null, ANY_PORT);
        }
    }

    /** What Java takes for no host, such as {@code pay_gateway}, is one to others; empty if there is none at all. */
    static String hostOf(URI uri) {
        if (uri.getHost() != null) {
            return uri.getHost();
        }
        String authority = uri.getAuthority();
        return authority == null ? "" : authority.split(":", 2)[0];
    }

    private static int port(URI uri, int written) {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme()) || "wss".equalsIgnoreCase(uri.getScheme());
        return written != -1 ? written : secure ? 443 : 80;
    }

    private static @Nullable String canonical(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "").replaceAll("^\\[|]$", "");
        Optional<InetAddress> address = TrustedPeers.address(name);
        if (address.isPresent()) {
            return address.get().isLoopbackAddress()
                    ? THIS_MACHINE
                    : address.get().isAnyLocalAddress() ? null : address.get().getHostAddress();
        }
        if (name.endsWith("." + THIS_MACHINE)) {
            return THIS_MACHINE; // RFC 6761, 6.3
        }
        return DOUBTFUL.matcher(name).matches() ? null : name;
    }

    /** @param surely whether it must be, and not only may: by its name as it is written, or by this machine's plain ones */
    boolean isSame(Place other, boolean surely) {
        if (surely) {
            return port == other.port
                    && (name.equalsIgnoreCase(other.name)
                            || (Propagation.isLoopback(name) && Propagation.isLoopback(other.name)));
        }
        return (port == other.port || port == ANY_PORT || other.port == ANY_PORT)
                && (host == null || other.host == null || host.equals(other.host));
    }
}
