package dev.nostage.partitioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ConnectionTenantsTest {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");

    private final ConnectionTenants owners = new ConnectionTenants();
    private final AtomicInteger first = new AtomicInteger();
    private final Connection connection = (Connection) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, of) -> switch (method.getName()) {
                case "equals" -> self == of[0];
                case "hashCode" -> 1;
                default -> throw new IllegalStateException("is not asked: " + method);
            });

    private Tenant ownerFor(Tenant tenant) {
        return Tenants.callAs(tenant, () -> owners.ownerOf(connection, first::incrementAndGet));
    }

    @Test
    void isTheTenantsThatItWasOpenedFor() {
        Tenant owner = Tenants.callAs(ACME, () -> owners.opened(connection, () -> ownerFor(GLOBEX)));
        assertThat(owner).isEqualTo(ACME);
        assertThat(first).hasValue(0);
    }

    @Test
    void isTheFirstTenantsThatUsesItIfItWasOpenedForNobody() {
        owners.opened(connection, () -> {
            assertThat(ownerFor(GLOBEX)).isEqualTo(GLOBEX);
            assertThat(ownerFor(ACME)).isEqualTo(GLOBEX);
            return null;
        });
        assertThat(first).hasValue(1);
    }

    @Test
    void isForgottenWhenItsWorkIsDoneOrHasFailed() {
        assertThatThrownBy(() -> Tenants.callAs(
                        ACME,
                        () -> owners.opened(connection, () -> {
                            throw new IllegalStateException("failed");
                        })))
                .hasMessage("failed");
        assertThat(ownerFor(GLOBEX)).isEqualTo(GLOBEX);
        assertThat(first).hasValue(1);
    }

    @Test
    void isForgottenWhenItIsClosed() {
        ownerFor(ACME);
        owners.closed(connection);
        assertThat(ownerFor(GLOBEX)).isEqualTo(GLOBEX);
    }

    @Test
    void isNobodysAnyMoreWhenAPoolHandsItOutAgain() {
        ownerFor(ACME);
        assertThat(owners.opened(connection, () -> ownerFor(GLOBEX))).isEqualTo(GLOBEX);
    }

    @Test
    void isAskedForATenant() {
        assertThatThrownBy(() -> owners.ownerOf(connection, first::incrementAndGet))
                .isInstanceOf(TenantMissingException.class);
        assertThat(first).hasValue(0);
    }
}
