package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Deadlines;
import dev.nostage.tenancy.micronaut.Configured;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.convert.ConversionService;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long requests may take for their calls.
 *
 * @param deadline a duration, whatever the caller says; none, or 0, if it is for the caller alone to say
 */
@ConfigurationProperties("nostage")
record DeadlineConfiguration(@Nullable String deadline) {

    private static final Set<String> NONE = Set.of("none", "0");

    /** @throws ConfigurationException if the duration cannot be read */
    Deadlines deadlines(LongSupplier ticker, ConversionService conversions) {
        Configured reader = new Configured("nostage", conversions);
        Duration longest = deadline == null
                ? Deadlines.DEFAULT
                : NONE.contains(deadline) ? Duration.ZERO : reader.duration("deadline", deadline);
        return reader.made("deadline", () -> new Deadlines(longest.isZero() ? null : longest, ticker));
    }
}
