package dev.nostage.timemachine;

import dev.nostage.passport.Passport;
import dev.nostage.passport.Permission;
import dev.nostage.tenancy.Tenant;
import org.jspecify.annotations.Nullable;

/** Decides which requests may travel, how far, and whether they may write there. Plug in your own. */
public interface TravelPolicy {

    /**
     * Judges one journey; asked anew by every service that the request reaches, and by one of them perhaps twice.
     *
     * @param passport the verified passport by which the tenant was let in, or null if it was let in otherwise
     */
    Verdict judge(Tenant tenant, @Nullable Passport passport, AsOf asOf);

    /**
     * The default: test and synthetic tenants travel and write; live ones travel if a passport permits
     * {@link Permission#TRAVEL}, and then only read.
     */
    static TravelPolicy standard() {
        return (tenant, passport, asOf) -> {
            if (!tenant.isLive()) {
                return new Verdict.MayWrite();
            }
            return passport != null && passport.permits(Permission.TRAVEL)
                    ? new Verdict.MayRead()
                    : new Verdict.Refused(
                            "A live tenant travels in time only with a passport that has the permission \"travel\".");
        };
    }

    /** What a policy says of a journey. */
    sealed interface Verdict {

        /** It may be made, and may write. */
        record MayWrite() implements Verdict {}

        /** It may be made, and a write is refused. */
        record MayRead() implements Verdict {}

        /**
         * It may not be made.
         *
         * @param because why not, as the caller is told: nothing that its tenant must not know
         */
        record Refused(String because) implements Verdict {}
    }
}
