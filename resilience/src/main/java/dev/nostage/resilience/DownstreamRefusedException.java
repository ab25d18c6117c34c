package dev.nostage.resilience;

import dev.nostage.problem.Problem;
import dev.nostage.tenancy.Tenant;
import java.util.Locale;

/** A tenant called a downstream that its kind may not reach, and nothing answers instead. */
public final class DownstreamRefusedException extends DownstreamException {

    private final Effect effect;
    private final String missing;

    private DownstreamRefusedException(
            String downstream, Effect effect, String missing, String detail, String message) {
        // 403 and not 503: another try changes nothing, and a test must show in nobody's count of server errors.
        super(downstream, new Problem("downstream-refused", 403, "Downstream refused", detail), message);
        this.effect = effect;
        this.missing = missing;
    }

    static DownstreamRefusedException withoutStub(String downstream, Effect effect, Tenant tenant) {
        String missing = "@DownstreamStub(\"" + downstream + "\")";
        boolean byEffect = !tenant.isLive() && effect.isScreened();
        String because = byEffect ? "is " + effect : "is to be stubbed by " + key(downstream, tenant);
        return new DownstreamRefusedException(
                downstream,
                effect,
                missing,
                "\"" + downstream + "\" " + because
                        + (byEffect ? ", which a tenant like this one never reaches," : "") + " and has no " + missing
                        + ": declare one, or hand the call a stub" + ifMisjudged(downstream, effect) + ".",
                "Downstream \"" + downstream + "\" " + because + " and not reached for tenant \"" + tenant.id()
                        + "\", which is " + tenant.kind() + ", and nothing answers instead: declare a bean " + missing
                        + ", or hand the call a stub, Call.withStub" + ifMisjudged(downstream, effect));
    }

    /** What nobody declared is held to be the worst. */
    private static String ifMisjudged(String downstream, Effect effect) {
        return effect == Effect.FINANCIAL
                ? "; if it moves no money, set nostage.downstreams." + downstream + ".effect"
                : "";
    }

    static DownstreamRefusedException configured(String downstream, Effect effect, Tenant tenant) {
        String missing = key(downstream, tenant);
        return new DownstreamRefusedException(
                downstream,
                effect,
                missing,
                "\"" + downstream + "\" is closed to tenants like this one.",
                "Downstream \"" + downstream + "\" is " + effect + " and refused to tenant \"" + tenant.id()
                        + "\", which is " + tenant.kind() + ": " + missing + " says so");
    }

    /**
     * A call that passed no guard, and that the guard would not have let through.
     *
     * @param service that was called, by its id or address
     */
    public static DownstreamRefusedException unguarded(
            String service, String downstream, Effect effect, Tenant tenant) {
        String missing = "@Downstream(\"" + downstream + "\")";
        return new DownstreamRefusedException(
                downstream,
                effect,
                missing,
                "\"" + downstream + "\" is closed to tenants like this one, and was called past its guard.",
                "Service \"" + service + "\" was called past the guard of downstream \"" + downstream + "\", which is "
                        + effect + " and not reached for tenant \"" + tenant.id() + "\", which is " + tenant.kind()
                        + ": put " + missing + " on the class or method that makes the call");
    }

    private static String key(String downstream, Tenant tenant) {
        return "nostage.downstreams." + downstream + ".screening."
                + tenant.kind().name().toLowerCase(Locale.ROOT);
    }

    public Effect effect() {
        return effect;
    }

    /** What must be declared, or said otherwise, for the call to be answered. */
    public String missing() {
        return missing;
    }
}
