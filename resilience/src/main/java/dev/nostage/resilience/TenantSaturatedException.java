package dev.nostage.resilience;

import dev.nostage.problem.Problem;
import dev.nostage.tenancy.TenantId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One tenant takes as much of a downstream as it may, and a call was not made. */
public final class TenantSaturatedException extends DownstreamException {

    /** When one of its calls ends nobody knows: as short as HTTP can say. */
    private static final Duration UNTIL_A_CALL_ENDS = Duration.ofSeconds(1);

    private final @Nullable TenantId tenant;
    private final Duration retryAfter;

    private TenantSaturatedException(
            String downstream, @Nullable TenantId tenant, Duration retryAfter, String takes, String advice) {
        super(
                downstream,
                problem(downstream, retryAfter),
                (tenant == null ? "Work without a tenant " : "Tenant \"" + tenant + "\" ") + takes + " of downstream \""
                        + downstream + "\": " + advice);
        this.tenant = tenant;
        this.retryAfter = retryAfter;
    }

    static TenantSaturatedException tooManyAtOnce(String downstream, @Nullable TenantId tenant, int concurrency) {
        return new TenantSaturatedException(
                downstream,
                tenant,
                UNTIL_A_CALL_ENDS,
                "has all " + concurrency + " calls in flight that it may",
                "wait for one to end, or raise its concurrency");
    }

    static TenantSaturatedException tooFast(
            String downstream, @Nullable TenantId tenant, int rate, int burst, Duration retryAfter) {
        return new TenantSaturatedException(
                downstream,
                tenant,
                retryAfter,
                "has made the " + burst + " calls at once and " + rate + " a second that it may",
                "try again in " + Math.max(1, retryAfter.toMillis()) + " ms, or raise its rate");
    }

    /** Whose limit it is; empty for work without a tenant. */
    public Optional<TenantId> tenant() {
        return Optional.ofNullable(tenant);
    }

    /** When another call may be made at the earliest, if a rate is exceeded; else a guess. */
    public Duration retryAfter() {
        return retryAfter;
    }

    private static Problem problem(String downstream, Duration retryAfter) {
        return new Problem(
                "tenant-saturated",
                429,
                "Tenant saturated",
                "You call \"" + downstream + "\" as much as you may. Try again later.",
                retryAfter);
    }
}
