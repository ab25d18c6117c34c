package dev.nostage.tenancy.servlet;

import dev.nostage.tenancy.TrustedPeers;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The other end of the socket, as far as a container tells. Some can be set up to put a forwarding header's word in its
 * place; where they say so, or a header of the usual names says so, the peer is unknown, and nobody trusts it. Of a header
 * that a container was told to read by another name, nobody can know.
 */
final class Peer {

    /** Tomcat's {@code RemoteIpValve} and {@code RemoteIpFilter} mark what they may have changed. */
    private static final String CHANGED_BY_TOMCAT = "org.apache.tomcat.request.forwarded";

    /** Jetty's {@code ForwardedRequestCustomizer} reads these, marks nothing, and leaves them in place. */
    private static final String FORWARDED = "Forwarded";

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private static final Pattern FOR = Pattern.compile("for=([^,;]*)");
    private static final Pattern EACH = Pattern.compile("([^,]*)");
    private static final Pattern QUOTING = Pattern.compile("[\\s\"\\\\\\[\\]]");

    private Peer() {}

    static Optional<InetAddress> of(HttpServletRequest request) {
        HttpServletRequest received = asReceived(request);
        String peer = received.getRemoteAddr();
        if (peer == null || received.getAttribute(CHANGED_BY_TOMCAT) != null) {
            return Optional.empty();
        }
        String bare = bare(peer);
        if (names(received.getHeaders(FORWARDED), FOR, bare) || names(received.getHeaders(FORWARDED_FOR), EACH, bare)) {
            return Optional.empty();
        }
        int zone = bare.indexOf('%');
        return TrustedPeers.address(zone < 0 ? bare : bare.substring(0, zone));
    }

    /** Past what filters before this one wrapped around it: Spring's {@code ForwardedHeaderFilter} changes the peer. */
    private static HttpServletRequest asReceived(HttpServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner instanceof HttpServletRequest http ? http : request;
    }

    private static boolean names(Enumeration<String> values, Pattern forwarded, String peer) {
        List<String> sent = values == null ? List.of() : Collections.list(values);
        return sent.stream()
                .flatMap(value -> forwarded.matcher(bare(value)).results())
                .map(found -> found.group(1))
                .anyMatch(client -> client.equals(peer) || client.startsWith(peer + ":"));
    }

    /** In lower case, and without what a header may quote with: so that two ways of writing do not hide one address. */
    private static String bare(String text) {
        return QUOTING.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
