package dev.nostage.resilience;

/**
 * What is declared of a downstream.
 *
 * @param effect what a call of it can do
 * @param breaker when calls stop because it fails
 */
public record DownstreamOptions(Effect effect, BreakerOptions breaker) {

    /** What holds where nothing is declared: what cannot be proven harmless is held to move money. */
    public static final DownstreamOptions UNDECLARED = of(Effect.FINANCIAL);

    /** The defaults for a downstream of this effect. */
    public static DownstreamOptions of(Effect effect) {
        return new DownstreamOptions(effect, BreakerOptions.DEFAULT);
    }
}
