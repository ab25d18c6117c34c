package dev.nostage.partitioning.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What statements may touch besides a tenant's own rows.
 *
 * @param sharedTables tables whose rows are everybody's, for those that no entity maps; none by default
 * @param functions the application's own SQL functions that read nothing but their arguments; none by default
 */
@ConfigurationProperties("nostage.partitioning")
record PartitioningConfiguration(
        @Bindable(defaultValue = "") List<String> sharedTables,
        @Bindable(defaultValue = "") List<String> functions) {

    /** In lower case; a default of "" arrives as a list of one blank. */
    static Set<String> names(List<String> written) {
        return written.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }
}
