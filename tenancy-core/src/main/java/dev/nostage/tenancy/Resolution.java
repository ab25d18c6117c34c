package dev.nostage.tenancy;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.context.RequestContext;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a {@link TenantSource} has to say of a request. */
public sealed interface Resolution {

    /**
     * The request names this tenant.
     *
     * @param carried what else it brought and the source vouches for
     * @param meant whether the tenant that now has this id is the one that the request means
     */
    record Found(TenantId tenant, RequestContext carried, Predicate<Tenant> meant) implements Resolution {

        /** Both, where they name one tenant. */
        Found and(Found other) {
            return new Found(tenant, carried.withAll(other.carried), meant.and(other.meant));
        }
    }

    /** The request says nothing that this source understands; another one may. */
    record Absent() implements Resolution {

        private static final Absent ABSENT = new Absent();
    }

    /** The request says something that must not pass, whatever other sources say. */
    record Refused(TenancyException because) implements Resolution {}

    static Resolution found(TenantId tenant) {
        return new Found(tenant, RequestContext.empty(), present -> true);
    }

    /**
     * What a value says that others keep or compute: nothing if it is null, and a tenant if it is the text of its id.
     * Several values, or anything else, must not pass.
     *
     * @param source what messages call it
     */
    static Resolution of(String source, @Nullable Object value) {
        if (value == null) {
            return absent();
        }
        if (value instanceof String text && TenantId.isOne(text)) {
            return found(new TenantId(text));
        }
        String was = value instanceof String text
                ? quoted(text)
                : "a " + value.getClass().getName();
        return refused(new TenantRefusedException(source + " must give a tenant's id, and gave " + was));
    }

    static Resolution absent() {
        return Absent.ABSENT;
    }

    static Resolution refused(TenancyException because) {
        return new Refused(because);
    }
}
