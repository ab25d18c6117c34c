package dev.nostage.partitioning.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FlywayWallTest {

    private static final String TABLE =
            "create table customer (id int, tenant_id varchar(63) not null check (tenant_id <> ''),"
                    + " name varchar(20), primary key (tenant_id, id));";
    private static final String SEED = "insert into customer values (1, 'acme', 'Ann'), (2, 'globex', 'Guy');";
    private static final CatalogCheck CHECK = new CatalogCheck(List.of(), List.of());

    @TempDir
    Path migrations;

    private void migration(int version, String sql) throws IOException {
        Files.writeString(migrations.resolve("V" + version + "__step.sql"), sql);
    }

    private Flyway flyway(TestDatabase database) {
        return Flyway.configure()
                .dataSource(database.owner())
                .locations("filesystem:" + migrations)
                .callbacks(new DatabaseWallCallback(new DatabaseWall(database.isPostgres() ? database.role() : null)))
                .load();
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void raisesTheWallOfEveryTableThatAMigrationMakes(TestDatabase database) throws IOException {
        migration(1, TABLE);
        migration(2, SEED);
        flyway(database).migrate();
        assertThat(database.findings(CHECK)).isEmpty();

        migration(3, TABLE.replace("customer", "supplier"));
        flyway(database).migrate();
        assertThat(database.findings(CHECK)).isEmpty();
        flyway(database).migrate();
        assertThat(database.findings(CHECK)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void letsAMigrationChangeEveryTenantsRows(TestDatabase database) throws IOException {
        migration(1, TABLE);
        migration(2, SEED);
        flyway(database).migrate();
        migration(3, "alter table customer add column loud varchar(20); update customer set loud = upper(name);");
        flyway(database).migrate();

        assertThat(database.all("select loud from customer order by id")).containsExactly("ANN", "GUY");
        assertThat(database.findings(CHECK)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void leavesTheWallUpBehindAMigrationThatFails(TestDatabase database) throws IOException {
        migration(1, TABLE);
        flyway(database).migrate();
        migration(2, SEED + " this is no SQL;");
        assertThatThrownBy(() -> flyway(database).migrate())
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("V2__step.sql failed");
        assertThat(database.findings(CHECK)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void leavesWhatIsWrongWithATableToTheCheck(TestDatabase database) throws IOException {
        migration(1, "create table counted (tenant_id int not null, id int, primary key (tenant_id, id));");
        flyway(database).migrate();
        assertThat(database.findings(CHECK)).extracting(Finding::rule).contains(Rule.TENANT_TYPE);
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void standsThatSeveralInstancesMigrateAtOnce(TestDatabase database) throws Exception {
        migration(1, TABLE);
        migration(2, SEED);
        for (int i = 3; i < 8; i++) {
            migration(i, TABLE.replace("customer", "customer" + i));
        }
        atOnce(3, () -> flyway(database).migrate());
        assertThat(database.findings(CHECK)).isEmpty();
    }

    /** Without Flyway's lock. */
    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void standsThatSeveralInstancesRaiseItAtOnce(TestDatabase database) throws Exception {
        for (int i = 0; i < 10; i++) {
            database.owner(TABLE.replace("customer", "customer" + i));
        }
        atOnce(4, () -> {
            database.raise();
            return true;
        });
        assertThat(database.findings(CHECK)).isEmpty();
        Tenants.runAs(Tenant.live("acme"), () -> database.admin("insert into customer9 values (1, 'acme', 'Ann')"));
    }

    private static void atOnce(int times, Callable<?> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            CyclicBarrier start = new CyclicBarrier(times);
            List<Future<Object>> done = Stream.generate(() -> threads.submit(() -> {
                        start.await(60, TimeUnit.SECONDS);
                        return (Object) work.call();
                    }))
                    .limit(times)
                    .toList();
            for (Future<Object> each : done) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isNotNull();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
