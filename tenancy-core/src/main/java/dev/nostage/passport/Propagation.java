package dev.nostage.passport;

import static dev.nostage.problem.Quoted.quoted;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** To which destinations a request's passport and baggage go: to the listed ones and to this machine, and nowhere else. */
public final class Propagation {

    /** What becomes of the passport on a call. */
    public enum Decision {
        /** It must go along; a call that has none must not be made. */
        REQUIRED,
        /** It goes along if there is one. */
        ALLOWED,
        /** It stays here, and one that was put on the call by hand is taken off. */
        FORBIDDEN
    }

    /** The last label is written out: without it everybody would be listed. */
    private static final Pattern DESTINATION =
            Pattern.compile("([a-z0-9_*-]+\\.)*[a-z0-9_-]+|\\[[0-9a-f:.]+]", Pattern.CASE_INSENSITIVE);

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?", Pattern.CASE_INSENSITIVE);

    private final Set<String> named;
    private final List<Pattern> patterns;

    /**
     * @param to service ids and hosts; {@code *} stands for any part of a host between dots, but not for its last label
     * @throws IllegalArgumentException if one of them can be neither
     */
    public Propagation(List<String> to) {
        List<String> destinations = to.stream().map(Propagation::destination).toList();
        this.named = destinations.stream().filter(name -> !name.contains("*")).collect(Collectors.toUnmodifiableSet());
        this.patterns = destinations.stream()
                .filter(name -> name.contains("*"))
                .map(Propagation::pattern)
                .toList();
    }

    /**
     * @param serviceId the client's service id, or null if it has none
     * @param host the host that is called, or null if it is not known
     */
    public Decision decide(@Nullable String serviceId, @Nullable String host) {
        if (isListed(serviceId) || isListed(host)) {
            return Decision.REQUIRED;
        }
        return host != null && isLoopback(host) ? Decision.ALLOWED : Decision.FORBIDDEN;
    }

    /** Whether a host is this machine by any of its names. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    private boolean isListed(@Nullable String name) {
        if (name == null) {
            return false;
        }
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return named.contains(lowerCase)
                || patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(lowerCase).matches());
    }

    private static String destination(String listed) {
        String destination = listed.strip();
        if (!DESTINATION.matcher(destination).matches()) {
            throw new IllegalArgumentException(
                    "A destination (nostage.propagation.to) is a service's id or a host such as"
                            + " billing or *.svc.example, without scheme, port or path, and this one was "
                            + quoted(listed));
        }
        return destination.toLowerCase(Locale.ROOT);
    }

    private static Pattern pattern(String destination) {
        return Pattern.compile(Pattern.quote(destination).replace("*", "\\E[^.]+\\Q"));
    }
}
