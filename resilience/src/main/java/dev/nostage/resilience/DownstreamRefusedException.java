package dev.nostage.resilience;

import dev.nostage.problem.Problem;
import dev.nostage.tenancy.Tenant;

/** A tenant that is not live called a screened downstream for which nothing answers instead. */
public final class DownstreamRefusedException extends DownstreamException {

    private final Effect effect;

    DownstreamRefusedException(String downstream, Effect effect, Tenant tenant) {
        super(downstream, problem(downstream, effect), message(downstream, effect, tenant));
        this.effect = effect;
    }

    public Effect effect() {
        return effect;
    }

    /** What must be declared for the call to be answered. */
    public String missing() {
        return missing(downstream());
    }

    private static String missing(String downstream) {
        return "@DownstreamStub(\"" + downstream + "\")";
    }

    private static Problem problem(String downstream, Effect effect) {
        // 403 and not 503: another try changes nothing, and a test must show in nobody's count of server errors.
        return new Problem(
                "downstream-refused",
                403,
                "Downstream refused",
                "\"" + downstream + "\" is " + effect + ", which a tenant that is not live never reaches, and has no "
                        + missing(downstream) + ".");
    }

    private static String message(String downstream, Effect effect, Tenant tenant) {
        return "Downstream \"" + downstream + "\" is " + effect + " and never reached for tenant \"" + tenant.id()
                + "\", which is " + tenant.kind() + ", and nothing answers instead: declare a bean "
                + missing(downstream) + ", or hand a stub to the call";
    }
}
