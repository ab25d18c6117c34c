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

    private static Map<String, Object> across(TestDatabase database, String role) {
        return Map.of(
                KEY,
                "across",
                "datasources.across.url",
                database.url().replace(database.role(), role),
                "datasources.across.username",
                role,
                "datasources.across.password",
                "",
                "datasources.across.dialect",
                "POSTGRES");
    }

    @Test
    void doesNotStartWithARoleFromWhichPostgresHidesTheRows() {
        TestDatabase database = Product.POSTGRESQL.fresh();
        String role = database.role() + "_all";
        database.admin("create role " + role + " login");
        assertThatThrownBy(() -> start(database, across(database, role)))
                .hasMessageContaining("a superuser runs the statement")
                .hasMessageContaining("ALTER ROLE \"" + role + "\" BYPASSRLS");
    }

    @Test
    void doesNotProposeToLetTheApplicationsRoleThrough() {
        TestDatabase database = Product.POSTGRESQL.fresh();
        assertThatThrownBy(() -> start(database, across(database, database.role())))
                .hasMessageContaining("(1 finding):")
                .hasMessageContaining("Let this data source connect as another, set in its username")
                .hasMessageNotContaining("ALTER ROLE");
    }
}
