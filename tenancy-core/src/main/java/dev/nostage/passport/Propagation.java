package dev.nostage.passport;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
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

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?");

    private final List<Pattern> listed;

    /** @param to service ids and hosts; {@code *} stands for any part of a host between dots */
    public Propagation(List<String> to) {
        this.listed = to.stream().map(Propagation::pattern).toList();
    }

    /**
     * @param serviceId the client's service id, or null if it has none
     * @param host the host that is called, or null if it is not known
     */
    public Decision decide(@Nullable String serviceId, @Nullable String host) {
        if (isListed(serviceId) || isListed(host)) {
            return Decision.REQUIRED;
        }
        return host != null && LOOPBACK.matcher(host).matches() ? Decision.ALLOWED : Decision.FORBIDDEN;
    }

    private boolean isListed(@Nullable String name) {
        return name != null
                && listed.stream()
                        .anyMatch(pattern ->
                                pattern.matcher(name.toLowerCase(Locale.ROOT)).matches());
    }

    private static Pattern pattern(String listed) {
        String quoted = Pattern.quote(listed.strip().toLowerCase(Locale.ROOT));
        return Pattern.compile(quoted.replace("*", "\\E[^.]+\\Q"));
    }
}
