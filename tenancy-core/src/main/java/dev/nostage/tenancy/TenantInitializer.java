package dev.nostage.tenancy;

/** Gives a tenant what it starts with. Runs once, with the tenant bound, before anybody can use it. */
@FunctionalInterface
public interface TenantInitializer {

    /**
     * If this throws, the tenant is removed again and its opening fails; what it wrote for a tenant that is removed
     * meanwhile is removed after it.
     */
    void initialize(Tenant tenant);
}
