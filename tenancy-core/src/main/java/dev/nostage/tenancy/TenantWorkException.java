package dev.nostage.tenancy;

import dev.nostage.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Work that {@link Tenants#forEach} ran failed for some tenants. What each threw is suppressed, for the first 100. */
public final class TenantWorkException extends TenancyException {

    private static final Problem PROBLEM =
            new Problem("tenant-work-failed", 500, "Work failed", "Work for several tenants failed for some of them.");
    private static final int NAMED = 20;

    private final transient List<TenantId> tenants;
    private final boolean interrupted;

    TenantWorkException(List<TenantId> tenants, List<Throwable> failures, boolean interrupted) {
        super(PROBLEM, message(tenants, interrupted));
        this.tenants = List.copyOf(tenants);
        this.interrupted = interrupted;
        failures.forEach(this::addSuppressed);
    }

    /** Whose work failed, in the order in which it ran. */
    public List<TenantId> tenants() {
        return tenants;
    }

    /** Whether the tenants that were still to come have been left out. */
    public boolean wasInterrupted() {
        return interrupted;
    }

    private static String message(List<TenantId> tenants, boolean interrupted) {
        String named = tenants.stream().limit(NAMED).map(TenantId::value).collect(Collectors.joining(", "));
        String more = tenants.size() > NAMED ? " and " + (tenants.size() - NAMED) + " more" : "";
        String end = interrupted ? "; it was interrupted, and the tenants still to come are left out" : "";
        return "Work failed for " + (tenants.size() == 1 ? "1 tenant" : tenants.size() + " tenants") + " (" + named
                + more + ")" + end;
    }
}
