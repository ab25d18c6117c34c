package dev.nostage.timemachine;

import java.util.LinkedHashSet;
import java.util.Set;

/** What an answer's {@code Vary} says: what of a request decides for when and for whom it is answered. */
public final class Vary {

    public static final String NAME = "Vary";

    private static final String ANYTHING = "*";

    private Vary() {}

    /** @param tenants the headers that decide for whom; if {@code *} is one of them, no cache may give an answer again */
    public static String of(Set<String> tenants) {
        if (tenants.contains(ANYTHING)) {
            return ANYTHING;
        }
        Set<String> headers = new LinkedHashSet<>(Set.of(TimeMachineHeader.NAME));
        headers.addAll(tenants);
        return String.join(", ", headers);
    }
}
