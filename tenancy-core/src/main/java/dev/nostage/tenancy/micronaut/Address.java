package dev.nostage.tenancy.micronaut;

import dev.nostage.passport.Propagation;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a service is: a host, a port, and a path that all of its own begin with. */
record Address(URI uri) {

    /**
     * As Micronaut's clients find a service by its id: at its URL's host and port, whose own path they do not ask for.
     *
     * @param path that which its calls are made below
     */
    static Address of(URI url, Optional<String> path) {
        return new Address(url.resolve(
                path.map(each -> each.startsWith("/") ? each : "/" + each).orElse("/")));
    }

    boolean hasHostOf(URI called) {
        return uri.getHost() != null
                && called.getHost() != null
                && isSame(uri.getHost(), called.getHost())
                && port(uri) == port(called);
    }

    private static boolean isSame(String host, String called) {
        return host.equalsIgnoreCase(called) || (Propagation.isLoopback(host) && Propagation.isLoopback(called));
    }

    /**
     * How many segments of a path are this one's, if a call for one goes to here.
     *
     * @param surely whether every server must take it so, and not only some: what is encoded in a path is read before it is split, or
     *     after it
     * @return -1 if it does not
     */
    int depth(URI called, boolean surely) {
        if (!hasHostOf(called)) {
            return -1;
        }
        List<String> own = segments(split(uri.getPath()));
        boolean isBefore = isPrefix(own, segments(split(called.getPath())));
        boolean isAfter = isPrefix(own, segments(split(called.getRawPath()).map(Address::decoded)));
        return (surely ? isBefore && isAfter : isBefore || isAfter) ? own.size() : -1;
    }

    private static boolean isPrefix(List<String> prefix, List<String> path) {
        return path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix);
    }

    private static Stream<String> split(@Nullable String path) {
        return path == null ? Stream.empty() : Stream.of(path.split("/"));
    }

    private static String decoded(String segment) {
        return URI.create("/" + segment).getPath().substring(1);
    }

    /** Without what servers leave out, or some of them: dots (RFC 3986, 5.2.4), parameters (3.3), what is empty, and case. */
    private static List<String> segments(Stream<String> split) {
        List<String> segments = new ArrayList<>();
        split.map(each -> each.replaceFirst(";.*", "").toLowerCase(Locale.ROOT)).forEach(each -> {
            if (each.equals("..") && !segments.isEmpty()) {
                segments.remove(segments.size() - 1);
            } else if (!each.isEmpty() && !each.equals(".") && !each.equals("..")) {
                segments.add(each);
            }
        });
        return segments;
    }

    private static int port(URI uri) {
        return uri.getPort() != -1 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
