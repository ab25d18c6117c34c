package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.BreakerOptions;
import dev.nostage.resilience.DownstreamOptions;
import dev.nostage.resilience.Effect;
import dev.nostage.tenancy.micronaut.Configured;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.convert.ConversionService;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A downstream, under {@code nostage.downstreams.<name>}.
 *
 * @param name as {@code @Downstream} gives it
 * @param effect {@code internal}, {@code notify}, {@code legacy} or {@code financial}; what is not declared is held to be
 *     financial
 * @param breaker when calls stop because the downstream fails
 */
// Text, since the framework would take a value that it cannot convert for one that is not there.
@EachProperty("nostage.downstreams")
record DownstreamConfiguration(
        @Parameter String name,
        @Nullable String effect,
        @Nullable BreakerConfiguration breaker) {

    /**
     * When calls stop because the downstream fails.
     *
     * @param window how many of the last calls are judged, 1 to 1000
     * @param failureRate the per cent of them, 1 to 100, at which the breaker opens
     * @param openTime how long no call is let through
     */
    @ConfigurationProperties("breaker")
    record BreakerConfiguration(
            @Nullable String window,
            @Nullable String failureRate,
            @Nullable String openTime) {}

    /** @throws ConfigurationException if a value cannot be read */
    DownstreamOptions options(ConversionService conversions) {
        Configured reader = new Configured("nostage.downstreams." + name, conversions);
        return new DownstreamOptions(
                reader.read("effect", effect, Effect.class, DownstreamOptions.UNDECLARED.effect()),
                breaker == null ? BreakerOptions.DEFAULT : options(breaker, reader));
    }

    private static BreakerOptions options(BreakerConfiguration breaker, Configured reader) {
        BreakerOptions absent = BreakerOptions.DEFAULT;
        int window = reader.read("breaker.window", breaker.window(), Integer.class, absent.window());
        int failureRate =
                reader.read("breaker.failure-rate", breaker.failureRate(), Integer.class, absent.failureRate());
        Duration openTime = reader.read("breaker.open-time", breaker.openTime(), Duration.class, absent.openTime());
        try {
            return new BreakerOptions(window, failureRate, openTime);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(reader.prefix() + ".breaker: " + e.getMessage(), e);
        }
    }
}
