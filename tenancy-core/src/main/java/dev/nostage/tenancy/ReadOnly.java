package dev.nostage.tenancy;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.problem.ProblemException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says that nothing may be written here, or not by everybody. Whatever must not write binds it (a live tenant that
 * travels in time), and whatever writes asks; neither needs to know the other.
 */
public final class ReadOnly {

    public static final Key<ReadOnly> KEY = Key.local("read-only");

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Predicate<Tenant> writers;
    private final Supplier<? extends ProblemException> refusal;
    private final @Nullable ReadOnly outer;

    /** @param refusal what a write is answered with */
    public ReadOnly(Supplier<? extends ProblemException> refusal) {
        this(tenant -> false, refusal);
    }

    /**
     * @param writers who may write nevertheless; asked at each write of whoever is worked for then, and never of nobody,
     *     who may not
     * @param refusal what another's write is answered with
     */
    public ReadOnly(Predicate<Tenant> writers, Supplier<? extends ProblemException> refusal) {
        this(writers, refusal, null);
    }

    private ReadOnly(
            Predicate<Tenant> writers, Supplier<? extends ProblemException> refusal, @Nullable ReadOnly outer) {
        this.writers = writers;
        this.refusal = refusal;
        this.outer = outer;
    }

    /** The context with this bound too: what is refused in it already stays refused. */
    public RequestContext within(RequestContext context) {
        return context.with(KEY, new ReadOnly(writers, refusal, context.get(KEY)));
    }

    /**
     * Passes if a call over HTTP may go to somebody who does not learn that nothing may be written here.
     *
     * @param method the call's; all may pass that only ask (RFC 9110, 9.2.1)
     */
    public static void refuseCall(String method) {
        if (!SAFE_METHODS.contains(method)) {
            refuseWrite();
        }
    }

    /** Whether a write is refused here. */
    public static boolean isDemanded() {
        return refusing(RequestContext.current()) != null;
    }

    /** Passes where writing is allowed, and throws what the binder chose where it is not. */
    public static void refuseWrite() {
        refuseWrite(RequestContext.current());
    }

    /**
     * As {@link #refuseWrite()}, for whoever has asked already what is bound here.
     *
     * @param context {@code RequestContext.current()} of this very call: another knows nothing of what is bound
     */
    public static void refuseWrite(RequestContext context) {
        ReadOnly refusing = refusing(context);
        if (refusing != null) {
            throw refusing.refusal.get();
        }
    }

    private static @Nullable ReadOnly refusing(RequestContext context) {
        Tenant writer = context.get(Tenants.KEY);
        for (ReadOnly bound = context.get(KEY); bound != null; bound = bound.outer) {
            if (writer == null || !bound.writers.test(writer)) {
                return bound;
            }
        }
        return null;
    }
}
