package dev.nostage.partitioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.database.TestDatabase;
import dev.nostage.partitioning.database.TestDatabase.Product;
import dev.nostage.partitioning.jdbc.StatementRefusedException;
import dev.nostage.partitioning.jdbc.StatementRule;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.TenantRefusedException;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.jdbc.DataSourceResolver;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Product.class)
class JdbcWallIT {

    @Parameter
    Product product;

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");
    private static final String COUNTRY = "create table country (code varchar(2) primary key)";

    private LedgerDatabase database;

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private void start(Map<String, Object> properties, String... ddl) {
        database = new LedgerDatabase(product, properties, ddl);
        Tenants.runAs(GLOBEX, () -> database.ledgers.save(Ledger.of("SECRET")));
    }

    private List<String> entries(String sql, String... values) {
        JdbcOperations operations = database.application.getBean(JdbcOperations.class);
        return transactions()
                .executeRead(status -> operations.prepareStatement(sql, statement -> {
                    for (int i = 0; i < values.length; i++) {
                        statement.setString(i + 1, values[i]);
                    }
                    try (ResultSet rows = statement.executeQuery()) {
                        List<String> found = new java.util.ArrayList<>();
                        while (rows.next()) {
                            found.add(rows.getString(1));
                        }
                        return found;
                    }
                }));
    }

    @SuppressWarnings("unchecked") // Of data sources there is one, and its transactions are of connections.
    private TransactionOperations<Connection> transactions() {
        return database.application.getBean(TransactionOperations.class);
    }

    @Test
    void stopsWhatNoRepositorySends() {
        start(Map.of(), COUNTRY);
        Tenants.runAs(ACME, () -> {
            database.ledgers.save(Ledger.of("ours"));
            assertThat(entries("select entry from ledger where tenant_id = ?", "acme"))
                    .containsExactly("ours");
            assertThatThrownBy(() -> entries("select entry from ledger")).isInstanceOf(StatementRefusedException.class);
            assertThatThrownBy(() -> entries("select entry from ledger where tenant_id = ?", "globex"))
                    .isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> entries("select code from country"))
                    .isInstanceOf(StatementRefusedException.class)
                    .hasMessageContaining("country")
                    .hasMessageContaining("shared-tables");
        });
        assertThatThrownBy(() -> entries("select entry from ledger where tenant_id = ?", "globex"))
                .isInstanceOf(TenantMissingException.class);
    }

    @Test
    void stopsAConnectionThatIsInjectedOrTakenFromTheDataSource() throws SQLException {
        start(Map.of());
        DataSource injected = database.application.getBean(DataSource.class);
        DataSource resolved =
                database.application.getBean(DataSourceResolver.class).resolve(injected);
        try (Connection connection = resolved.getConnection()) {
            assertThatThrownBy(() -> connection.prepareStatement("select * from ledger"))
                    .isInstanceOf(StatementRefusedException.class);
            Class<? extends Connection> physical =
                    product == Product.H2 ? org.h2.jdbc.JdbcConnection.class : org.postgresql.jdbc.PgConnection.class;
            assertThatThrownBy(() -> connection.unwrap(physical))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("data source of its own");
        }
        assertThatThrownBy(() -> resolved.unwrap(com.zaxxer.hikari.HikariDataSource.class))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("data source of its own");
        assertThatThrownBy(() -> transactions().executeRead(status -> {
                    try (PreparedStatement statement =
                            status.getConnection().prepareStatement("select * from ledger")) {
                        return statement.executeQuery();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .isInstanceOf(StatementRefusedException.class);
    }

    @Test
    void readsTablesThatAreDeclaredShared() {
        start(
                Map.of("nostage.partitioning.shared-tables", "COUNTRY"),
                COUNTRY,
                "insert into country values ('de')",
                "create table currency (code varchar(3) primary key)",
                "insert into currency values ('eur')");
        assertThat(entries("select code from country")).containsExactly("de");
        assertThat(entries("select code from currency")).containsExactly("eur");
    }

    @Test
    void seesATableThatAMigrationMakesLater() {
        start(Map.of());
        Tenants.runAs(
                ACME,
                () -> assertThatThrownBy(() -> entries("select a from later where tenant_id = ?", "acme"))
                        .isInstanceOf(StatementRefusedException.class));
        database.migrate("create table later (tenant_id varchar(63), a varchar(10))");
        Tenants.runAs(
                ACME,
                () -> assertThat(entries("select a from later where tenant_id = ?", "acme"))
                        .isEmpty());
    }

    @Test
    void callsFunctionsThatAreConfigured() {
        start(
                Map.of("nostage.partitioning.functions", "twice"),
                product == Product.H2
                        ? "create alias twice as 'String twice(String s) { return s + s; }'"
                        : "create function twice(s text) returns text immutable return s || s");
        Tenants.runAs(ACME, () -> {
            database.ledgers.save(Ledger.of("ab"));
            assertThat(entries("select twice(entry) from ledger where tenant_id = ?", "acme"))
                    .containsExactly("abab");
        });
    }

    @Test
    void asksEveryRuleThatIsABean() {
        start(Map.of("test.rule", "true"));
        Tenants.runAs(
                ACME,
                () -> assertThatThrownBy(() -> entries("select localtime from ledger where tenant_id = ?", "acme"))
                        .isInstanceOf(TenantRefusedException.class)
                        .hasMessageContaining("localtime"));
    }

    @Test
    void startsOnlyIfWhatIsDeclaredSharedIsThereAndIsNobodys() {
        TestDatabase tables = product.fresh();
        tables.migrate("create table ledger (tenant_id varchar(63))", "create table currency (code varchar(3))");
        assertThatThrownBy(() -> start(tables, "no_such"))
                .hasMessageContaining("no_such")
                .hasMessageContaining("there is none");
        assertThatThrownBy(() -> start(tables, "ledger"))
                .hasMessageContaining("ledger")
                .hasMessageContaining("has a tenant_id");
        start(tables, "currency");
    }

    private static void start(TestDatabase tables, String shared) {
        try (var application = io.micronaut.context.ApplicationContext.builder()
                .properties(tables.asProperties())
                .properties(Map.of("nostage.partitioning.verify", "off", "nostage.partitioning.shared-tables", shared))
                .start()) {
            assertThat(application.isRunning()).isTrue();
        }
    }

    @MappedEntity("currency")
    @Shared(because = "the world's")
    record Currency(@Id String code) {}

    @Singleton
    @Requires(property = "test.rule")
    static final class NoTime implements StatementRule {
        @Override
        public void check(dev.nostage.partitioning.sql.JudgedStatement statement) {
            if (!statement.times().isEmpty()) {
                throw new TenantRefusedException("asks for " + statement.times());
            }
        }
    }
}
