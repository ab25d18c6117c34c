package dev.nostage.tenancy.micronaut;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a service is.
 *
 * @param path the segments that all of its own begin with
 */
record Address(Place place, List<String> path) {

    static Address of(URI uri) {
        return new Address(Place.of(uri), own(uri.getRawPath()));
    }

    /**
     * As Micronaut's clients find a service by its id: at its URL's host and port, whose own path they do not ask for.
     *
     * @param path that which its calls are made below
     */
    static Address of(URI url, Optional<String> path) {
        return new Address(Place.of(url), own(path.orElse("")));
    }

    /** The same below another path. */
    Address below(String other) {
        return new Address(place, own(other));
    }

    /** As it is configured, encoded or not. */
    private static List<String> own(@Nullable String path) {
        return withoutDots(withoutEmpty(decoded(split(path))));
    }

    boolean hasHostOf(URI called) {
        return place.isSame(Place.of(called), true);
    }

    /**
     * How many segments of a path are this one's, if a call for one goes to here.
     *
     * @param surely whether every server must take it so, and not only some
     * @return -1 if it does not
     */
    int depth(URI called, boolean surely) {
        if (!place.isSame(Place.of(called), surely)) {
            return -1;
        }
        boolean isOwn = surely
                ? readings(called).allMatch(each -> isPrefix(path, each))
                : readings(called).anyMatch(each -> isPrefix(folded(path), folded(each)));
        return isOwn ? path.size() : -1;
    }

    /**
     * In the ways that servers have: what is encoded read before the path is split, after it, or twice, with and without parameters
     * (RFC 3986, 3.3), dots (5.2.4) and empty segments, a backslash like a slash or not.
     */
    private static Stream<List<String>> readings(URI called) {
        List<String> raw = split(called.getRawPath());
        String decoded = decoded(String.join("/", raw));
        return Stream.of(
                        decoded(raw),
                        split(decoded),
                        split(decoded.replace('\\', '/')),
                        split(decoded(decoded)),
                        split(decoded(String.join("/", withoutParameters(raw)))))
                .flatMap(each -> Stream.of(each, withoutParameters(each)))
                .flatMap(each -> Stream.of(
                        each, withoutDots(each), withoutDots(withoutEmpty(each)), withoutEmpty(withoutDots(each))));
    }

    private static boolean isPrefix(List<String> prefix, List<String> path) {
        return path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix);
    }

    private static List<String> folded(List<String> segments) {
        return withoutParameters(segments).stream()
                .map(each -> each.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<String> split(@Nullable String path) {
        return path == null || path.isEmpty()
                ? List.of()
                : List.of(path.replaceFirst("^/", "").split("/"));
    }

    private static List<String> decoded(List<String> segments) {
        return segments.stream().map(Address::decoded).toList();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a % that encodes nothing
        }
    }

    private static List<String> withoutParameters(List<String> segments) {
        return segments.stream().map(each -> each.split(";", 2)[0]).toList();
    }

    private static List<String> withoutEmpty(List<String> segments) {
        return segments.stream().filter(each -> !each.isEmpty()).toList();
    }

    private static List<String> withoutDots(List<String> segments) {
        List<String> left = new ArrayList<>();
        for (String segment : segments) {
            if (!segment.equals("..") && !segment.equals(".")) {
                left.add(segment);
            } else if (segment.equals("..") && !left.isEmpty()) {
                left.remove(left.size() - 1);
            }
        }
        return left;
    }
}
