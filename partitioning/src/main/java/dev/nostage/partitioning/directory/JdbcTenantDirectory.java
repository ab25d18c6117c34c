package dev.nostage.partitioning.directory;

import dev.nostage.tenancy.Removal;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A directory in tables of the application's database, H2 or PostgreSQL, for all instances that share it.
 *
 * <p>Every change is one statement that compares and sets, in a transaction of its own. The tables are made by
 * {@link DirectoryMigration}.
 */
public final class JdbcTenantDirectory implements TenantDirectory {

    /** What it keeps, and the history of that, by the tables' names. */
    public static final Set<String> TABLES =
            Set.of("nostage_tenant", "nostage_removal", "nostage_lease", DirectoryMigration.HISTORY);

    private static final String TENANT =
            "SELECT id, kind, plan, status, expires_at, attributes, generation FROM nostage_tenant WHERE ";
    private static final String REMOVAL =
            "SELECT tenant, generation, stores, in_flight, never_served, removed_at FROM nostage_removal WHERE ";

    private final Statements statements;

    /** @param source hands out connections that pass no wall, and are in no transaction: no tenant is bound yet */
    public JdbcTenantDirectory(DataSource source) {
        this.statements = new Statements(source);
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        return statements.rows(TENANT + "id = ?", TenantRow::read, id.value()).stream()
                .findFirst();
    }

    /** Reads one index, in which the removed stand apart. */
    @Override
    public List<Tenant> list(@Nullable TenantId after, int limit) {
        return statements.rows(
                TENANT + "removed = FALSE AND id > ? ORDER BY id FETCH FIRST ? ROWS ONLY",
                TenantRow::read,
                after == null ? "" : after.value(),
                limit);
    }

    @Override
    public boolean add(Tenant tenant) {
        TenantRow row = TenantRow.of(tenant);
        return statements.changes(
                "INSERT INTO nostage_tenant (id, kind, plan, status, expires_at, attributes, generation)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                row.id(),
                row.kind(),
                row.plan(),
                row.status(),
                row.expiresAt(),
                row.attributes(),
                row.generation());
    }

    @Override
    public boolean replace(Tenant expected, Tenant changed) {
        TenantRow before = TenantRow.of(expected);
        TenantRow after = TenantRow.of(changed);
        return statements.changes(
                "UPDATE nostage_tenant SET kind = ?, plan = ?, status = ?, expires_at = ?, attributes = ?, generation = ?"
                        + " WHERE id = ? AND kind = ? AND plan = ? AND status = ?"
                        + " AND expires_at IS NOT DISTINCT FROM ? AND attributes = ? AND generation = ?",
                after.kind(),
                after.plan(),
                after.status(),
                after.expiresAt(),
                after.attributes(),
                after.generation(),
                before.id(),
                before.kind(),
                before.plan(),
                before.status(),
                before.expiresAt(),
                before.attributes(),
                before.generation());
    }

    @Override
    public Optional<Removal> removal(TenantId id) {
        return statements.rows(REMOVAL + "tenant = ?", RemovalRow::read, id.value()).stream()
                .findFirst();
    }

    @Override
    public boolean keep(@Nullable Removal expected, Removal changed) {
        RemovalRow after = RemovalRow.of(changed);
        if (expected == null) {
            return statements.changes(
                    "INSERT INTO nostage_removal (tenant, generation, stores, in_flight, never_served, removed_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    after.tenant(),
                    after.generation(),
                    after.stores(),
                    after.inFlight(),
                    after.neverServed(),
                    after.removedAt());
        }
        RemovalRow before = RemovalRow.of(expected);
        return statements.changes(
                "UPDATE nostage_removal SET generation = ?, stores = ?, in_flight = ?, never_served = ?, removed_at = ?"
                        + " WHERE tenant = ? AND generation = ? AND stores = ? AND in_flight = ? AND never_served = ?"
                        + " AND removed_at IS NOT DISTINCT FROM ?",
                after.generation(),
                after.stores(),
                after.inFlight(),
                after.neverServed(),
                after.removedAt(),
                before.tenant(),
                before.generation(),
                before.stores(),
                before.inFlight(),
                before.neverServed(),
                before.removedAt());
    }

    /** Compared with the caller's clock, and to the nanosecond: the database's would be another, and rounds. */
    @Override
    public boolean lease(String name, String holder, Instant now, Instant until) {
        if (!until.isAfter(now)) {
            statements.changes(
                    "DELETE FROM nostage_lease WHERE name = ? AND (holder = ? OR ends_at <= ?)",
                    name,
                    holder,
                    Nanoseconds.of(now));
            return false;
        }
        return statements.changes(
                        "UPDATE nostage_lease SET holder = ?, ends_at = ? WHERE name = ? AND (holder = ? OR ends_at <= ?)",
                        holder,
                        Nanoseconds.of(until),
                        name,
                        holder,
                        Nanoseconds.of(now))
                || statements.changes(
                        "INSERT INTO nostage_lease (name, holder, ends_at) VALUES (?, ?, ?)",
                        name,
                        holder,
                        Nanoseconds.of(until));
    }
}
