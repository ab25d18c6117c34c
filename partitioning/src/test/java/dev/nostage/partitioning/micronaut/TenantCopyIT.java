package dev.nostage.partitioning.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.database.PartitionStore;
import dev.nostage.partitioning.database.TenantCopy;
import dev.nostage.partitioning.database.TestDatabase;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantLifecycle;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanInstantiationException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TenantCopyIT {

    private static ApplicationContext start(TestDatabase database, Map<String, Object> properties) {
        database.owner(
                "create table patient (id bigint not null, tenant_id varchar(63) not null check (tenant_id <> ''),"
                        + " full_name varchar(100), ward varchar(20), home_street varchar(50), home_number int,"
                        + " secret_note varchar(200), primary key (tenant_id, id))",
                "insert into patient values (1, 'acme', 'Ann', 'West', 'Elm Street', 7, 'ill')");
        Map<String, Object> all = new HashMap<>(database.asProperties());
        all.put("nostage.tenancy.tenants[0].id", "acme");
        all.put("nostage.partitioning.verify", "warn");
        all.putAll(properties);
        return ApplicationContext.run(all);
    }

    private static Map<String, Object> across(TestDatabase database) {
        Map<String, Object> properties = new HashMap<>(database.acrossProperties());
        properties.put("nostage.partitioning.masked-columns", "patient.secret_note");
        return properties;
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void masksWhatEntitiesAndTheConfigurationSay(TestDatabase database) {
        try (ApplicationContext application = start(database, across(database))) {
            application
                    .getBean(TenantLifecycle.class)
                    .open(
                            Tenant.test("bug", Instant.parse("2099-01-01T00:00:00Z")),
                            application.getBean(TenantCopy.class).of(new TenantId("acme"), "ticket 4711"));

            assertThat(database.all("select ward from patient where tenant_id = 'bug'"))
                    .containsExactly("West");
            for (String column : List.of("full_name", "home_street", "home_number", "secret_note")) {
                assertThat(database.all("select " + column + " from patient where tenant_id = 'bug'"))
                        .as(column)
                        .doesNotContainAnyElementsOf(List.of("Ann", "Elm Street", "7", "ill"))
                        .hasSize(1);
            }
            assertThat(application.getBeansOfType(PartitionStore.class))
                    .extracting(PartitionStore::name)
                    .containsExactly("database:default");
        }
    }

    @Test
    void saysWhichKeyIsMissing() {
        try (ApplicationContext application = start(TestDatabase.both().get(0), Map.of())) {
            assertThatThrownBy(() -> application.getBean(TenantCopy.class))
                    .isInstanceOf(BeanInstantiationException.class)
                    .hasMessageContaining("nostage.partitioning.across-tenants.datasource is missing");
        }
    }
}
