package dev.nostage.tenancy;

/** Where a tenant stands in its life. Only an {@link #ACTIVE} one is served. */
public enum TenantStatus {
    /** Being given what it starts with. */
    OPENING,
    ACTIVE,
    /** Refused until it is resumed. */
    SUSPENDED,
    /** Its data is being removed; a crash leaves it here, and another removal goes on from here. */
    REMOVING,
    /** Nothing of it is left but its name, so that no real customer ever inherits it. */
    REMOVED
}
