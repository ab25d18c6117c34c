package dev.nostage.timemachine;

import java.util.Locale;
import java.util.Set;

/** What a journey's answer tells caches: that none of them may keep it. */
public final class CacheControl {

    public static final String NAME = "Cache-Control";

    public static final String NEVER = "private, no-store";

    /** Of the caches that do not take their orders from a name that ends with ours. */
    private static final Set<String> OTHER_NAMES = Set.of("surrogate-control", "edge-control");

    /** Nginx's, in seconds: it takes no words. */
    private static final String IN_SECONDS = "x-accel-expires";

    private CacheControl() {}

    /**
     * Whether some cache goes by that header: {@code Cache-Control}, those that are meant for one cache alone (RFC 9213), such
     * as {@code CDN-Cache-Control}, and what products had before them. Such a one overrides ours, so it must not tell another
     * thing.
     */
    public static boolean isTold(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.endsWith("cache-control") || OTHER_NAMES.contains(name) || name.equals(IN_SECONDS);
    }

    /** What that header says of what none may keep. */
    public static String never(String header) {
        return header.equalsIgnoreCase(IN_SECONDS) ? "0" : NEVER;
    }
}
