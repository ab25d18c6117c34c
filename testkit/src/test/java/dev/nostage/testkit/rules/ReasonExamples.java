package dev.nostage.testkit.rules;

import dev.nostage.partitioning.AcrossTenants;
import dev.nostage.partitioning.Shared;
import dev.nostage.tenancy.NoTenant;
import dev.nostage.tenancy.SharedCache;
import io.micronaut.context.annotation.Requires;

/** Exceptions, of which some say nothing for themselves. */
final class ReasonExamples {

    private ReasonExamples() {}

    @Requires(property = "house-rules-examples")
    static class Broken {

        @NoTenant(because = "")
        void noTenant() {}

        @SharedCache(because = "  ")
        void sharedCache() {}

        @AcrossTenants(because = "\t")
        void acrossTenants() {}
    }

    @Shared(because = " ")
    static final class BrokenShared {}

    @NoTenant(because = "\n")
    static final class BrokenClass {}

    @Requires(property = "house-rules-examples")
    @Shared(because = "every tenant reads it")
    static class Kept {

        @NoTenant(because = "the version is everybody's")
        void noTenant() {}

        @SharedCache(because = "rates are the same for everybody")
        void sharedCache() {}

        @AcrossTenants(because = "the month's invoices")
        void acrossTenants() {}
    }
}
