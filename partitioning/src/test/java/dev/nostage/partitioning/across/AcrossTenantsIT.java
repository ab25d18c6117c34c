package dev.nostage.partitioning.across;

import static dev.nostage.partitioning.shop.Shop.ACME;
import static dev.nostage.partitioning.shop.Shop.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.Logged;
import dev.nostage.partitioning.database.TestDatabase.Product;
import dev.nostage.partitioning.jdbc.StatementRefusedException;
import dev.nostage.partitioning.shop.Purchase;
import dev.nostage.partitioning.shop.Shop;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Product.class)
class AcrossTenantsIT {

    @Parameter
    Product product;

    private Shop shop;
    private AllPurchases everybodys;
    private Report report;
    private DataSource across;

    @BeforeEach
    void open() {
        shop = new Shop(product, true);
        everybodys = shop.application.getBean(AllPurchases.class);
        report = shop.application.getBean(Report.class);
        across = source("across");
        Tenants.runAs(ACME, () -> shop.purchases.save(Purchase.of("anvil")));
        Tenants.runAs(GLOBEX, () -> shop.purchases.save(Purchase.of("anvil")));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    /** Such as hands out connections to whoever asks, where an injected one has those that are open. */
    private DataSource source(String name) {
        return DelegatingDataSource.unwrapDataSource(
                shop.application.getBean(DataSource.class, Qualifiers.byName(name)));
    }

    private long count() {
        return count(across);
    }

    private static long count(DataSource source) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement("select count(*) from purchase");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void readsEverybodysRowsWithARepositoryThatSaysWhy() {
        assertThat(everybodys.findByItem("anvil"))
                .extracting(Purchase::tenantId)
                .containsExactlyInAnyOrder("acme", "globex");
        assertThat(everybodys.everybodys()).isEqualTo(2);
        assertThat(Tenants.callAs(ACME, () -> everybodys.findAll())).hasSize(2);
    }

    @Test
    void writesForTheTenantThatAnEntityNamesAndForNoneThatItDoesNot() {
        everybodys.save(Purchase.of("rope").of("globex", "rope"));
        assertThat(shop.everyPurchase()).isEqualTo("acme:anvil globex:anvil globex:rope");
        assertThatThrownBy(() -> everybodys.save(Purchase.of("rope")))
                .isInstanceOf(CrossTenantException.class)
                .hasMessageContaining("names none");
    }

    @Test
    void reachesEverybodysRowsFromABeanOnItsOwnDataSourceAlone() {
        assertThat(report.<Long>over(this::count)).isEqualTo(2);
        DataSource ordinary = source("default");
        assertThatThrownBy(() -> report.over(() -> count(ordinary))).isInstanceOf(StatementRefusedException.class);
        assertThatThrownBy(() -> report.over(() -> shop.purchases.findAll()))
                .isInstanceOf(TenantMissingException.class);
    }

    @Test
    void refusesItsDataSourceToEverybodyElse() {
        assertThatThrownBy(this::count).isInstanceOf(CrossTenantException.class).hasMessageContaining("@AcrossTenants");
        assertThatThrownBy(() -> Tenants.callAs(ACME, this::count)).isInstanceOf(CrossTenantException.class);
    }

    @Test
    void wallsWhatIsCalledForATenantAgain() {
        report.over(() -> Tenants.callAs(GLOBEX, () -> {
            assertThat(shop.purchases.findAll()).extracting(Purchase::tenantId).containsOnly("globex");
            assertThatThrownBy(this::count).isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> shop.purchases.save(Purchase.of("rope").of("acme", "rope")))
                    .isInstanceOf(CrossTenantException.class);
            return null;
        }));
        assertThat(Tenants.callAs(
                        ACME, () -> report.<Long>over(() -> Tenants.callAs(ACME, () -> shop.purchases.count()))))
                .isEqualTo(1);
    }

    @Test
    void refusesAConnectionThatIsUsedForATenant() {
        report.over(() -> {
            try (Connection connection = across.getConnection();
                    PreparedStatement statement = connection.prepareStatement("select * from purchase")) {
                Tenants.runAs(
                        ACME,
                        () -> assertThatThrownBy(statement::executeQuery).isInstanceOf(CrossTenantException.class));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return null;
        });
    }

    @Test
    void refusesWorkThatIsDoneWhenItIsOver() {
        Supplier<Long> later = report.over(() -> RequestContext.current().wrap((Supplier<Long>) this::count));
        assertThatThrownBy(later::get).isInstanceOf(CrossTenantException.class);
    }

    @Test
    void writesNothingWhereNothingMayBeWritten() {
        CrossTenantException refusal = new CrossTenantException("test", "read-only");
        Supplier<Purchase> write = () -> everybodys.save(Purchase.of("rope").of("acme", "rope"));
        assertThatThrownBy(() -> RequestContext.current()
                        .with(ReadOnly.KEY, new ReadOnly(() -> refusal))
                        .call(write::get))
                .isSameAs(refusal);
    }

    @Test
    void refusesResultsThatComeWhenItIsOver() {
        assertThatThrownBy(report::later)
                .isInstanceOf(CrossTenantException.class)
                .hasMessageContaining("CompletionStage");
        assertThatThrownBy(() -> everybodys.queryByItem("anvil"))
                .isInstanceOf(CrossTenantException.class)
                .hasMessageContaining("Stream");
    }

    @Test
    void writesDownWhoWentAcrossAndWhy() {
        try (Logged security = new Logged(SecurityLog.LOGGER);
                Logged audit = new Logged(AuditLog.LOGGER)) {
            Tenants.callAs(ACME, () -> report.over(this::count));
            assertThat(security.lines())
                    .singleElement()
                    .asString()
                    .contains("across-tenants", "acme", "Report.over", "the month's");
            assertThat(audit.lines())
                    .singleElement()
                    .asString()
                    .contains("cross Report.over", "tenant=acme", "outcome=done");
        }
    }

    @Test
    void namesTheRepositoryWhereItsMethodIsInherited() {
        try (Logged audit = new Logged(AuditLog.LOGGER)) {
            everybodys.count();
            assertThat(audit.lines()).singleElement().asString().contains("AllPurchases.count");
        }
    }
}
