package dev.nostage.tenancy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One round of work through the tenants: what failed in it so far, and whether it goes on. */
final class TenantRound {

    /** So many failures are kept whole: a million tenants of one broken database would fill the memory. */
    private static final int KEPT = 100;

    private final Predicate<? super Tenant> filter;
    private final TenantWork work;
    private final List<TenantId> failed = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private boolean interrupted;

    TenantRound(Predicate<? super Tenant> filter, TenantWork work) {
        this.filter = filter;
        this.work = work;
    }

    /** Neither {@link StackOverflowError} nor any other of one tenant's errors is a reason to leave the rest out. */
    void visit(Tenant tenant) {
        if (isInterrupted()) {
            return;
        }
        try {
            Tenants.callAs(tenant, () -> {
                if (filter.test(tenant)) {
                    work.run(tenant);
                }
                return tenant;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            note(tenant, e);
        } catch (OutOfMemoryError | InternalError e) {
            failures.forEach(e::addSuppressed);
            throw e;
        } catch (Exception | Error e) {
            note(tenant, e);
        }
    }

    boolean isInterrupted() {
        interrupted |= Thread.currentThread().isInterrupted();
        return interrupted;
    }

    /** @throws TenantWorkException if anything failed */
    void end() {
        if (interrupted || !failed.isEmpty()) {
            throw new TenantWorkException(failed, failures, interrupted);
        }
    }

    private void note(Tenant tenant, Throwable failure) {
        failed.add(tenant.id());
        if (failures.size() < KEPT) {
            failures.add(failure);
        }
    }
}
