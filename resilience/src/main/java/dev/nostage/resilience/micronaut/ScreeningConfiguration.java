package dev.nostage.resilience.micronaut;

import dev.nostage.tenancy.micronaut.Configured;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.convert.ConversionService;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the screening of all downstreams.
 *
 * @param allowFinancial whether a financial downstream may say {@code pass} for tenants that are not live
 */
@ConfigurationProperties("nostage.screening")
record ScreeningConfiguration(@Nullable String allowFinancial) {

    /** @throws ConfigurationException if the value cannot be read */
    boolean allowsFinancial(ConversionService conversions) {
        return new Configured("nostage.screening", conversions)
                .read("allow-financial", allowFinancial, Boolean.class, false);
    }
}
