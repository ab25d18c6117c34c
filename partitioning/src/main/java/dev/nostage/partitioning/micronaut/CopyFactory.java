package dev.nostage.partitioning.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.database.TenantCopy;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.TenantDirectory;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Copies of tenants, for whoever asks for them. */
@Factory
final class CopyFactory {

    @Singleton
    TenantCopy tenantCopy(
            BeanContext beans,
            AcrossTenantsConfiguration across,
            MaskingConfiguration masking,
            Walls walls,
            TenantDirectory directory,
            AuditLog audit,
            SecurityLog security) {
        String name = across.datasource();
        if (name == null) {
            throw new ConfigurationException(AcrossTenantsConfiguration.KEY
                    + " is missing: a copy reads one tenant's rows and writes another's, and"
                    + " works on a data source of its own, whose name stands there");
        }
        DataSource source = beans.findBean(DataSource.class, Qualifiers.byName(name))
                .orElseThrow(() -> new ConfigurationException(
                        AcrossTenantsConfiguration.KEY + ": there is no data source " + quoted(name)));
        return new TenantCopy(walls.behind(source), masking.rules(), directory, audit, security);
    }
}
