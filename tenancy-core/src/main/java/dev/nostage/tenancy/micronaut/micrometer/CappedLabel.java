package dev.nostage.tenancy.micronaut.micrometer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets the first values that come be labels, for as long as the process lives, and makes {@value #OTHER} of the rest. A
 * place is never given away: a series that changed its meaning would be worse than one that is missing.
 */
final class CappedLabel {

    static final String OTHER = "other";

    private final int most;
    private final Set<String> values = ConcurrentHashMap.newKeySet();

    CappedLabel(int most) {
        this.most = most;
    }

    String of(String value) {
        if (values.contains(value)) {
            return value;
        }
        if (values.size() >= most) {
            return OTHER;
        }
        synchronized (this) {
            return (values.size() < most && values.add(value)) || values.contains(value) ? value : OTHER;
        }
    }
}
