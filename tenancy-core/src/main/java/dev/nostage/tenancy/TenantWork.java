package dev.nostage.tenancy;

/** What is done for one tenant after the other, each bound while it runs. */
@FunctionalInterface
public interface TenantWork {

    void run(Tenant tenant) throws Exception;
}
