package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.Admission;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.DirectoryCacheOptions;
import dev.nostage.tenancy.Drain;
import dev.nostage.tenancy.InFlight;
import dev.nostage.tenancy.InMemoryTenantDirectory;
import dev.nostage.tenancy.OperatorProof;
import dev.nostage.tenancy.OperatorToken;
import dev.nostage.tenancy.Operators;
import dev.nostage.tenancy.Pause;
import dev.nostage.tenancy.Reaper;
import dev.nostage.tenancy.Suspicions;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantInitializer;
import dev.nostage.tenancy.TenantLifecycle;
import dev.nostage.tenancy.TenantSeed;
import dev.nostage.tenancy.TenantSource;
import dev.nostage.tenancy.TenantStore;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.convert.ConversionService;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The core's parts as beans. Whatever is machine time here reads the system's clock, which no request can shift. */
@Factory
final class TenancyFactory {

    private static final Logger LOG = LoggerFactory.getLogger(TenancyFactory.class);
    private static final Clock MACHINE_TIME = Clock.systemUTC();

    /** Made at the start, so that a word that it cannot read stops it. */
    @Context
    DirectoryPlace directoryPlace(TenancyConfiguration configuration, ConversionService conversion) {
        return new Configured("nostage.tenancy", conversion)
                .read("directory", configuration.directory(), DirectoryPlace.class, DirectoryPlace.MEMORY);
    }

    @Singleton
    TenantSeed seed(List<SeededTenant> seeded, ConversionService conversion) {
        List<Tenant> tenants = seeded.stream()
                .map(tenant -> tenant.tenant(MACHINE_TIME.instant(), conversion))
                .toList();
        return new Configured("nostage.tenancy", conversion).made("tenants", () -> new TenantSeed(tenants));
    }

    /** Made at the start, so that a tenant that cannot be stops it. */
    @Context
    @Requires(missingBeans = TenantDirectory.class)
    TenantDirectory directory(DirectoryPlace place, TenantSeed seed) {
        if (place != DirectoryPlace.MEMORY) {
            throw new ConfigurationException(
                    "nostage.tenancy.directory is jdbc, and nobody brings such a directory: add"
                            + " nostage-partitioning and a data source, or take the key away");
        }
        return new InMemoryTenantDirectory(seed);
    }

    /** Made at the start, so that a size or a time that cannot be read stops it. */
    @Context
    DirectoryCacheOptions directoryCacheOptions(
            DirectoryCacheConfiguration configuration, ConversionService conversion) {
        Configured values = new Configured(DirectoryCacheConfiguration.PREFIX, conversion);
        return new DirectoryCacheOptions(
                values.count("size", configuration.size()),
                values.duration("time-to-live", configuration.timeToLive()));
    }

    @Singleton
    InFlight inFlight() {
        return new InFlight();
    }

    /** Made at the start, so that a duration that cannot be read stops it. */
    @Context
    Drain drain(InFlight inFlight, TenancyConfiguration configuration, ConversionService conversion) {
        Duration longest = new Configured("nostage.tenancy", conversion).duration("drain", configuration.drain());
        return new Drain(inFlight, longest, Pause.REAL);
    }

    @Singleton
    Tenants tenants(TenantDirectory directory) {
        return new Tenants(directory, MACHINE_TIME);
    }

    @Singleton
    TenantLifecycle lifecycle(
            TenantDirectory directory, List<TenantStore> stores, List<TenantInitializer> initializers, Drain drain) {
        return new TenantLifecycle(directory, stores, initializers, MACHINE_TIME, drain);
    }

    @Singleton
    AuditLog auditLog() {
        return new AuditLog(MACHINE_TIME);
    }

    @Singleton
    Reaper reaper(TenantDirectory directory, TenantLifecycle lifecycle, AuditLog audit) {
        return new Reaper(directory, lifecycle, audit, MACHINE_TIME);
    }

    @Singleton
    Admission admission(
            List<TenantSource> sources, TenantDirectory directory, InFlight inFlight, Suspicions suspicions) {
        return new Admission(sources, directory, MACHINE_TIME, inFlight, suspicions);
    }

    @Singleton
    @OperatorEnabled
    Operators operators(List<OperatorProof> proofs, AuditLog audit, Suspicions suspicions) {
        return new Operators(proofs, audit, suspicions);
    }

    /** Made at the start, so that a bad token stops it. */
    @Context
    @OperatorEnabled
    @Requires(condition = OperatorEnabled.ByToken.class)
    OperatorToken operatorToken(OperatorConfiguration configuration) {
        if (configuration.token() != null) {
            return OperatorToken.of(configuration.token());
        }
        OperatorToken token = OperatorToken.generate();
        LOG.warn(
                "nostage.operator.token is not set. This one was made, and ends with this process: {}",
                token.generated().orElseThrow());
        return token;
    }
}
