package dev.nostage.partitioning.micronaut;

import dev.nostage.context.RequestContext;
import dev.nostage.partitioning.ConnectionTenants;
import dev.nostage.partitioning.RepositoryWall;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.EachBean;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.propagation.PropagatedContextElement;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.connection.ConnectionStatus;
import io.micronaut.data.connection.ConnectionSynchronization;
import io.micronaut.data.connection.support.AbstractConnectionOperations;
import io.micronaut.data.connection.support.ConnectionCustomizer;
import java.sql.Connection;
import java.util.function.Function;
import javax.sql.DataSource;

/** Tells whom a data source's connections are opened for, and asks it at each call of a repository. */
@EachBean(DataSource.class)
@Context
final class ConnectionWatch implements ConnectionCustomizer<Connection> {

    /** What an HTTP server propagates, by the name of what may not be on the class path. */
    private static final String REQUEST = "io.micronaut.http.context.ServerHttpRequestContext";

    private final ConnectionOperations<Connection> connections;
    /** Only Micronaut's own are sure to keep an open connection in the propagated context; Spring's is the thread's. */
    private final boolean propagated;

    private final ConnectionTenants tenants = new ConnectionTenants();

    ConnectionWatch(@Parameter ConnectionOperations<Connection> connections) {
        this.connections = connections;
        this.propagated = connections instanceof AbstractConnectionOperations;
        if (connections instanceof AbstractConnectionOperations<Connection> customizable) {
            customizable.addConnectionCustomizer(this);
        }
    }

    @Override
    public <R> Function<ConnectionStatus<Connection>, R> intercept(Function<ConnectionStatus<Connection>, R> work) {
        return status ->
                status.isNew() ? tenants.opened(status.getConnection(), () -> work.apply(status)) : work.apply(status);
    }

    /** Passes if the connection that is open here, if one is, works for the current tenant. */
    void verify(RepositoryWall wall, String method) {
        if (propagated && isOutermost()) {
            return;
        }
        connections
                .findConnectionStatus()
                .ifPresent(status -> wall.verifyConnection(
                        method, tenants.ownerOf(status.getConnection(), () -> forgetWhenClosed(status))));
    }

    /** Whether no connection can be open here: asked at each call, of which Micronaut Data's own look-up is no small part. */
    private static boolean isOutermost() {
        for (PropagatedContextElement element : PropagatedContext.getOrEmpty().getAllElements()) {
            if (!(element instanceof RequestContext)
                    && !element.getClass().getName().equals(REQUEST)) {
                return false;
            }
        }
        return true;
    }

    private void forgetWhenClosed(ConnectionStatus<Connection> status) {
        status.registerSynchronization(new ConnectionSynchronization() {
            @Override
            public void afterClosed() {
                tenants.closed(status.getConnection());
            }
        });
    }
}
