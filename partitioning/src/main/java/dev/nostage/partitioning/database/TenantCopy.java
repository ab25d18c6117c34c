package dev.nostage.partitioning.database;

import dev.nostage.event.SecurityLog;
import dev.nostage.tenancy.AuditLog;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantInitializer;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantStatus;
import dev.nostage.tenancy.TenantUnknownException;
import dev.nostage.tenancy.Tenants;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a test tenant with the rows of another, to reproduce a bug without touching the customer:
 * {@code lifecycle.open(Tenant.test("bug-4711", end), copy.of(acme, "ticket 4711"))}.
 *
 * <p>Every table that has a {@code tenant_id} is copied, with its ids, in one transaction, as it was at one moment. What is
 * {@link dev.nostage.partitioning.Masked} is masked: equal values alike in every table, by a key that nobody keeps.
 */
public final class TenantCopy {

    private static final Logger LOG = LoggerFactory.getLogger(TenantCopy.class);

    private final DataSource across;
    private final MaskingRules rules;
    private final TenantDirectory directory;
    private final AuditLog audit;
    private final SecurityLog security;

    /** @param across hands out connections that pass no wall, on PostgreSQL as a role that row-level security lets through */
    public TenantCopy(
            DataSource across, MaskingRules rules, TenantDirectory directory, AuditLog audit, SecurityLog security) {
        this.across = across;
        this.rules = rules;
        this.directory = directory;
        this.audit = audit;
        this.security = security;
    }

    /** @see #of(TenantId, String, CopyProgress) */
    public TenantInitializer of(TenantId source, String because) {
        return of(source, because, (table, rows, done, all) -> {});
    }

    /**
     * What {@link dev.nostage.tenancy.TenantLifecycle#open(Tenant, TenantInitializer)} gives a test tenant to start with. It
     * throws {@link CopyRefusedException} for any other kind, for one that has rows already, and for columns that nobody
     * decided about; {@link TenantUnknownException} if there is no source. The opening fails with it, and leaves nothing.
     *
     * @param because why, for the logs; it is no text that somebody sent
     */
    public TenantInitializer of(TenantId source, String because, CopyProgress progress) {
        if (because.isBlank()) {
            throw new IllegalArgumentException("A tenant is copied because of something: say what");
        }
        return target -> audit.call("copy", action -> {
            action.tenant(target.id().value());
            demand(source, target);
            Map<String, Object> what = Map.of("from", source, "to", target.id(), "because", because);
            try {
                long rows = Tenants.callAs(target, () -> copy(source, target.id(), progress));
                security.write("tenant-copied", what);
                return rows;
            } catch (RuntimeException | Error e) {
                security.write("tenant-copy-failed", what);
                throw e;
            }
        });
    }

    private void demand(TenantId source, Tenant target) {
        if (target.kind() != TenantKind.TEST) {
            throw new CopyRefusedException("Tenant \"" + target.id() + "\" is " + target.kind()
                    + ", and only a TEST tenant is opened with what another has");
        }
        boolean opening = directory
                .findNow(target.id())
                .filter(present -> present.status() == TenantStatus.OPENING)
                .isPresent();
        if (!opening) {
            throw new CopyRefusedException(
                    "Tenant \"" + target.id()
                            + "\" is not being opened, and only a fresh one is copied into: hand the copy to TenantLifecycle.open");
        }
        TenantStatus present =
                directory.findNow(source).map(Tenant::status).orElseThrow(() -> new TenantUnknownException(source));
        if (present != TenantStatus.ACTIVE && present != TenantStatus.SUSPENDED) {
            throw new CopyRefusedException("Tenant \"" + source + "\" is " + present + ", and has not all of its rows");
        }
    }

    private long copy(TenantId source, TenantId target, CopyProgress progress) {
        try (Connection connection = across.getConnection()) {
            int isolation = connection.getTransactionIsolation();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                CopyRun run = new CopyRun(connection, Dialect.of(connection), source.value(), target.value());
                return InTransaction.several(
                        connection,
                        () -> run.run(rules, (table, rows, done, all) -> {
                            LOG.info(
                                    "Copied {} rows of {} to tenant \"{}\": table {} of {}",
                                    rows,
                                    table,
                                    target,
                                    done,
                                    all);
                            progress.copied(table, rows, done, all);
                        }));
            } finally {
                connection.setTransactionIsolation(isolation);
            }
        } catch (SQLException e) {
            throw new CopyRefusedException(
                    "Tenant \"" + source + "\" could not be copied to \"" + target + "\": " + e.getMessage(), e);
        }
    }
}
