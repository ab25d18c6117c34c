package dev.nostage.partitioning.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Where the tenant directory has its tables, if {@code nostage.tenancy.directory} is {@code jdbc}.
 *
 * @param datasource the name of the data source
 */
@ConfigurationProperties("nostage.partitioning.directory")
record DirectoryConfiguration(
        @Bindable(defaultValue = "default") String datasource) {}
