package dev.nostage.tenancy;

import dev.nostage.context.Key;
import dev.nostage.context.RequestContext;
import dev.nostage.problem.ProblemException;
import java.util.function.Supplier;

/**
 * Says that nothing may be written here. Whatever must not write binds it (a live tenant that travels in time), and
 * whatever writes asks; neither needs to know the other.
 *
 * @param refusal what a write is answered with
 */
public record ReadOnly(Supplier<? extends ProblemException> refusal) {

    public static final Key<ReadOnly> KEY = Key.local("read-only");

    /** Passes where writing is allowed, and throws what the binder chose where it is not. */
    public static void refuseWrite() {
        ReadOnly readOnly = RequestContext.current().get(KEY);
        if (readOnly != null) {
            throw readOnly.refusal.get();
        }
    }
}
