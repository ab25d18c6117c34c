package dev.nostage.partitioning.database;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.context.RequestContext;
import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.Crossing;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to write a row that is not the current tenant's, in H2. It asks the thread, which is the caller's where the
 * database is embedded; in a server there is no tenant, and it refuses everything. Where nothing may be written, it refuses
 * that too: H2 takes a connection's {@code setReadOnly} for a hint.
 *
 * <p>Its name stands in databases, which is why this class keeps it.
 */
public final class TenantTrigger implements Trigger {

    private String table = "";
    private int position = -1;

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int type)
            throws SQLException {
        this.table = table;
        try (ResultSet columns = connection.getMetaData().getColumns(null, schema, null, null)) {
            while (columns.next()) {
                if (columns.getString("TABLE_NAME").equals(table) && Table.isTenant(columns.getString("COLUMN_NAME"))) {
                    position = columns.getInt("ORDINAL_POSITION") - 1;
                }
            }
        }
        if (position < 0) {
            throw new SQLException("Table " + quoted(table) + " has no tenant_id any more");
        }
    }

    @Override
    public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after) {
        RequestContext context = RequestContext.current(); // once, for this is asked at each row
        ReadOnly.refuseWrite(context);
        if (Crossing.isOpen(context)) {
            return;
        }
        Tenant tenant = context.get(Tenants.KEY);
        if (tenant == null) {
            throw new TenantMissingException("A row of " + table
                    + " would have been written with no tenant bound: bind one with Tenants.callAs, or raise the"
                    + " wall after the migration that does so");
        }
        verify(tenant.id().value(), before);
        verify(tenant.id().value(), after);
    }

    private void verify(String tenant, Object @Nullable [] row) {
        if (row != null && !tenant.equals(row[position])) {
            throw new CrossTenantException(
                    table,
                    "A row of " + table + " that is not tenant \"" + tenant + "\"'s would have been written: the"
                            + " database stopped it");
        }
    }
}
