package dev.nostage.partitioning.shop;

import static dev.nostage.partitioning.shop.Shop.ACME;
import static dev.nostage.partitioning.shop.Shop.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.database.TestDatabase.Product;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.jdbc.DataSourceResolver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What acme has written, and globex was not let commit, is gone; who comes next gets the same connection. */
@ParameterizedClass
@EnumSource(Product.class)
class RefusedCommitIT {

    @Parameter
    Product product;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(product, Map.of("datasources.default.maximum-pool-size", "1"));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void canBeRolledBackAndTheConnectionUsedOn() throws SQLException {
        try (Connection connection = source().getConnection()) {
            refusedCommit(connection);
            connection.rollback();
            write(connection, GLOBEX, "after");
            Tenants.<Void, SQLException>callAs(GLOBEX, () -> {
                connection.commit();
                return null;
            });
        }
        leavesNothingBut("globex:after ");
    }

    @Test
    void canBeRolledBackByWhoeverWasRefused() throws SQLException {
        try (Connection connection = source().getConnection()) {
            refusedCommit(connection);
            Tenants.<Void, SQLException>callAs(GLOBEX, () -> {
                connection.rollback();
                return null;
            });
        }
        leavesNothingBut("");
    }

    @Test
    void isUndoneWhereNobodyRollsItBack() throws SQLException {
        try (Connection connection = source().getConnection()) {
            refusedCommit(connection);
        }
        leavesNothingBut("");
    }

    @Test
    void isRolledBackByTheTransactionsThatMicronautManages() {
        assertThatThrownBy(() -> Tenants.callAs(
                        GLOBEX,
                        () -> shop.transactions.executeWrite(status -> {
                            write(status.getConnection(), ACME, "lost");
                            return null;
                        })))
                .hasStackTraceContaining(CrossTenantException.class.getName());
        leavesNothingBut("");
    }

    private static void refusedCommit(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        write(connection, ACME, "lost");
        assertThatThrownBy(() -> Tenants.<Void, SQLException>callAs(GLOBEX, () -> {
                    connection.commit();
                    return null;
                }))
                .isInstanceOf(CrossTenantException.class)
                .hasMessageContaining("transaction");
    }

    private static void write(Connection connection, Tenant tenant, String item) throws SQLException {
        int written = Tenants.callAs(tenant, () -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into purchase (tenant_id, item) values (?, ?)")) {
                insert.setString(1, tenant.id().value());
                insert.setString(2, item);
                return insert.executeUpdate();
            }
        });
        assertThat(written).isEqualTo(1);
    }

    /** The next one's commit would write what was left on the connection. */
    private void leavesNothingBut(String before) {
        Tenants.runAs(GLOBEX, () -> shop.purchases.save(Purchase.of("next")));
        Tenants.runAs(ACME, () -> assertThat(shop.purchases.findAll()).isEmpty());
        assertThat(shop.everyPurchase()).isEqualTo(before + "globex:next");
    }

    private DataSource source() {
        return shop.application.getBean(DataSourceResolver.class).resolve(shop.application.getBean(DataSource.class));
    }
}
