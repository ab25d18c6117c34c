package dev.nostage.tenancy;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The door: who the code that runs here works for. An instance, such as the bean of this type, knows the directory too,
 * and so can work for everybody in turn.
 */
public final class Tenants {

    /** The tenant in a {@link RequestContext}. It separates caches, and marks every line of the log. */
    public static final Key<Tenant> KEY = Key.<Tenant>local("tenant")
            .separatingCaches(tenant -> tenant.id() + "#" + tenant.generation())
            .inLogs("tenant", tenant -> tenant.id().value())
            .inLogs("kind", tenant -> tenant.kind().name());

    private static final int PAGE = 500;

    private final TenantDirectory directory;
    private final Clock clock;

    /** @param clock real time; it must not be one that a request can shift */
    public Tenants(TenantDirectory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    public static Optional<Tenant> current() {
        return Optional.ofNullable(RequestContext.current().get(KEY));
    }

    /** @throws TenantMissingException if nobody is worked for here */
    public static Tenant require() {
        Tenant tenant = RequestContext.current().get(KEY);
        if (tenant == null) {
            throw new TenantMissingException();
        }
        return tenant;
    }

    /** Runs {@code work} for this tenant, and for whom it was before after it. */
    public static <V extends @Nullable Object, X extends Exception> V callAs(Tenant tenant, Work<V, X> work) throws X {
        return RequestContext.current().with(KEY, tenant).call(work);
    }

    /** Runs {@code work} for this tenant, and for whom it was before after it. */
    public static void runAs(Tenant tenant, Runnable work) {
        RequestContext.current().with(KEY, tenant).run(work);
    }

    /**
     * Runs {@code work} for each tenant that is served and that {@code filter} lets pass, one after the other in the
     * order of their ids, each bound. One that fails does not stop the rest.
     *
     * <p>Whether a tenant is served is asked as its turn comes: one that is suspended, removed or expired meanwhile is
     * left out. Only an interrupt, or a virtual machine that is broken, ends the round early.
     *
     * @throws TenantWorkException at the end, if the work of any tenant failed or the round was interrupted; the thread
     *     is then still marked as interrupted
     */
    public void forEach(Predicate<? super Tenant> filter, TenantWork work) {
        TenantRound round = new TenantRound(filter, work);
        List<Tenant> page = directory.list(null, PAGE);
        while (!page.isEmpty() && !round.isInterrupted()) {
            for (Tenant listed : page) {
                directory
                        .findNow(listed.id())
                        .filter(tenant -> tenant.isServed(clock.instant()))
                        .ifPresent(round::visit);
            }
            page = directory.list(page.get(page.size() - 1).id(), PAGE);
        }
        round.end();
    }
}
