package dev.nostage.testkit.contract;

import dev.nostage.partitioning.database.DatabaseWall;
import dev.nostage.partitioning.database.PartitionStore;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantStore;
import dev.nostage.testkit.TenantStoreContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

/** A tenant's rows, of which so few are removed at once that a purge has to go on. */
final class PartitionStoreTest extends TenantStoreContract {

    private final JdbcDataSource source = new JdbcDataSource();

    @Override
    protected TenantStore emptyStore() {
        source.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        execute("create table note (tenant_id varchar(63) not null, id uuid default random_uuid() not null,"
                + " primary key (tenant_id, id))");
        return new PartitionStore("default", source, new DatabaseWall(null).stamp(), 2);
    }

    @Override
    protected void put(Tenant tenant, int things) {
        for (int i = 0; i < things; i++) {
            execute("insert into note (tenant_id) values ('" + tenant.id() + "')");
        }
    }

    private void execute(String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
