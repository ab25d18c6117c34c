package dev.nostage.tenancy;

/** Whether a tenant's work is real. */
public enum TenantKind {
    /** A real customer. */
    LIVE,
    /** Opened for a test, and removed after it. */
    TEST,
    /** Traffic that is not real: load tests, monitors. */
    SYNTHETIC;

    public boolean isLive() {
        return this == LIVE;
    }
}
