package dev.nostage.resilience;

/**
 * What is declared of a downstream.
 *
 * @param effect what a call of it can do
 * @param screening which tenants reach it
 * @param tenantLimit how much one tenant may call it
 * @param limit how many calls of it may run at once
 * @param breaker when calls stop because it fails
 * @param retry how often a failed call is tried again
 */
public record DownstreamOptions(
        Effect effect,
        Screening screening,
        TenantLimitOptions tenantLimit,
        LimitOptions limit,
        BreakerOptions breaker,
        RetryOptions retry) {

    /** What holds where nothing is declared: what cannot be proven harmless is held to move money. */
    public static final DownstreamOptions UNDECLARED = of(Effect.FINANCIAL);

    /** @throws IllegalArgumentException if tests would move money and nobody has allowed it */
    public DownstreamOptions {
        if (effect == Effect.FINANCIAL && screening.letsTestsPass() && !screening.financialAllowed()) {
            throw new IllegalArgumentException("Tenants that are not live would reach a financial downstream: set"
                    + " nostage.screening.allow-financial to true too, or let them get a stub");
        }
    }

    /** The defaults for a downstream of this effect. */
    public static DownstreamOptions of(Effect effect) {
        return new DownstreamOptions(
                effect,
                Screening.of(effect),
                TenantLimitOptions.beside(LimitOptions.DEFAULT),
                LimitOptions.DEFAULT,
                BreakerOptions.DEFAULT,
                RetryOptions.DEFAULT);
    }

    public DownstreamOptions with(Screening changed) {
        return new DownstreamOptions(effect, changed, tenantLimit, limit, breaker, retry);
    }

    public DownstreamOptions with(TenantLimitOptions changed) {
        return new DownstreamOptions(effect, screening, changed, limit, breaker, retry);
    }

    public DownstreamOptions with(LimitOptions changed) {
        return new DownstreamOptions(effect, screening, tenantLimit, changed, breaker, retry);
    }

    public DownstreamOptions with(BreakerOptions changed) {
        return new DownstreamOptions(effect, screening, tenantLimit, limit, changed, retry);
    }

    public DownstreamOptions with(RetryOptions changed) {
        return new DownstreamOptions(effect, screening, tenantLimit, limit, breaker, changed);
    }
}
