package dev.nostage.resilience;

import java.util.Locale;

/** What became of a call, as the wide event and the meters tell it. */
public enum Outcome {
    /** The downstream answered. */
    OK,
    /** The call threw, or the downstream answered that it does not work. */
    FAILED,
    /** The caller went away. */
    CANCELLED,
    /** A stub answered, and not the downstream. */
    STUBBED,
    /** The tenant may not reach it, and nothing answered. */
    REFUSED,
    /** The breaker was open. */
    UNAVAILABLE,
    /** There was no room for it. */
    SATURATED,
    /** Its tenant had as much of the downstream as it may. */
    TENANT_SATURATED,
    /** There was no time left for it. */
    LATE;

    private final String told = name().toLowerCase(Locale.ROOT);

    /** As it is told. */
    @Override
    public String toString() {
        return told;
    }
}
