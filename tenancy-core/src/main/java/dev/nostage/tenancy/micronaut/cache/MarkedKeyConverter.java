package dev.nostage.tenancy.micronaut.cache;

import dev.nostage.context.MarkedKey;
import io.micronaut.cache.CacheManager;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.convert.TypeConverter;
import java.util.Optional;

/**
 * Writes a marked key for a cache whose keys are texts, such as Redis', with the text that the key itself would have
 * there. Never empty: such a cache would take a hash for it, and two tenants may share one.
 */
@Prototype
@Requires(classes = CacheManager.class)
final class MarkedKeyConverter implements TypeConverter<MarkedKey, String> {

    private final ConversionService conversions;

    MarkedKeyConverter(ConversionService conversions) {
        this.conversions = conversions;
    }

    @Override
    public Optional<String> convert(MarkedKey marked, Class<String> type, ConversionContext context) {
        String text = conversions
                .convert(marked.key(), String.class)
                .orElseGet(() -> marked.key().toString());
        return Optional.of(marked.before(text));
    }
}
