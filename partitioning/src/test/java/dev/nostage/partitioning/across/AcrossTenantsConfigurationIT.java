package dev.nostage.partitioning.across;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.database.TestDatabase;
import dev.nostage.partitioning.database.TestDatabase.Product;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AcrossTenantsConfigurationIT {

    private static final String KEY = "nostage.partitioning.across-tenants.datasource";

    private static ApplicationContext start(TestDatabase database, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(database.asProperties());
        all.putAll(properties);
        return ApplicationContext.run(all);
    }

    @Test
    void refusesWorkAcrossTenantsWhereNoDataSourceIsForThat() {
        try (ApplicationContext application = start(Product.H2.fresh(), Map.of())) {
            assertThatThrownBy(() -> application.getBean(Report.class).over(() -> "done"))
                    .isInstanceOf(CrossTenantException.class)
                    .hasMessageContaining(KEY);
        }
    }

    @Test
    void doesNotStartWithTheDataSourceThatAllRequestsUse() {
        assertThatThrownBy(() -> start(Product.H2.fresh(), Map.of(KEY, "default")))
                .hasMessageContaining(KEY + " names the default data source");
    }

    @Test
    void doesNotStartWithADataSourceThatIsNotThere() {
        assertThatThrownBy(() -> start(Product.H2.fresh(), Map.of(KEY, "acros")))
                .hasMessageContaining("there is no data source \"acros\"");
    }

    @Test
    void doesNotStartWithARoleFromWhichPostgresHidesTheRows() {
        TestDatabase database = Product.POSTGRESQL.fresh();
        assertThatThrownBy(() -> start(
                        database,
                        Map.of(
                                KEY,
                                "across",
                                "datasources.across.url",
                                database.url(),
                                "datasources.across.username",
                                database.role(),
                                "datasources.across.password",
                                "",
                                "datasources.across.dialect",
                                "POSTGRES")))
                .hasMessageContaining("ALTER ROLE \"" + database.role() + "\" BYPASSRLS");
    }
}
