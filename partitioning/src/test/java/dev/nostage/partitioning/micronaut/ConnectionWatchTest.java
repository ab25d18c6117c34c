package dev.nostage.partitioning.micronaut;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.RepositoryWall;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micronaut.data.connection.ConnectionDefinition;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.connection.ConnectionStatus;
import io.micronaut.data.connection.support.DefaultConnectionStatus;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ConnectionWatchTest {

    /** Keeps its open connection where no propagated context shows it, as Spring's does, in the thread. */
    private record Hidden(ConnectionStatus<Connection> open) implements ConnectionOperations<Connection> {

        @Override
        public Optional<ConnectionStatus<Connection>> findConnectionStatus() {
            return Optional.of(open);
        }

        @Override
        public <R> R execute(ConnectionDefinition definition, Function<ConnectionStatus<Connection>, R> callback) {
            return callback.apply(open);
        }
    }

    @Test
    void asksConnectionsOfAnotherKindWhateverIsPropagated() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            ConnectionWatch watch = new ConnectionWatch(
                    new Hidden(new DefaultConnectionStatus<>(connection, ConnectionDefinition.DEFAULT, true)));
            RepositoryWall wall = new RepositoryWall(new SecurityLog(() -> 0));
            Tenants.runAs(Tenant.live("acme"), () -> watch.verify(wall, "Ledgers.save"));
            Tenants.runAs(
                    Tenant.live("globex"),
                    () -> assertThatThrownBy(() -> watch.verify(wall, "Ledgers.save"))
                            .isInstanceOf(CrossTenantException.class)
                            .hasMessageContaining("in a transaction that works for another"));
        }
    }
}
