package dev.nostage.resilience;

import java.util.Locale;

/** What a call can do outside of this deployment, and so whether a test may make it. */
public enum Effect {
    /** Nothing: the other side knows tenants too. */
    INTERNAL,
    /** Somebody gets a message. */
    NOTIFY,
    /** It reaches a system that cannot tell a test from the real thing. */
    LEGACY,
    /** It moves money, or promises to. */
    FINANCIAL;

    /** Whether only live tenants reach it. */
    public boolean isScreened() {
        return this == LEGACY || this == FINANCIAL;
    }

    /** As configuration writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
