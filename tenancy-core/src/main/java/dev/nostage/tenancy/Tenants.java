package dev.nostage.tenancy;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.context.Work;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The door: who the code that runs here works for. */
public final class Tenants {

    /** The tenant in a {@link RequestContext}. */
    public static final Key<Tenant> KEY = Key.local("tenant");

    private Tenants() {}

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
}
