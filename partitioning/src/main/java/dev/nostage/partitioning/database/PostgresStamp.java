package dev.nostage.partitioning.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.nostage.partitioning.jdbc.TransactionStamp;
import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Sets what the policies ask for: in the transaction and never in the session, which others get, from a pool. */
final class PostgresStamp implements TransactionStamp {

    private static final String QUERY = "SELECT set_config('" + DatabaseWall.SETTING + "', ?, true)";
    private static final int KNOWN = 1_000;

    private final @Nullable HmacKey key;
    private final Cache<TenantId, String> values =
            Caffeine.newBuilder().maximumSize(KNOWN).executor(Runnable::run).build();

    /** @param key proves the tenant; null where no policy asks for it yet, and one that does would refuse */
    PostgresStamp(@Nullable HmacKey key) {
        this.key = key;
    }

    @Override
    public void stamp(Connection physical, TenantId tenant) throws SQLException {
        Rows.of(physical, QUERY, row -> "", value(tenant));
    }

    @Override
    public String query() {
        return QUERY;
    }

    /** The proof is first, for its length is known. */
    @Override
    public String value(TenantId tenant) {
        HmacKey prover = key;
        return prover == null
                ? tenant.value()
                : values.get(tenant, whose -> prover.digest(whose.value()) + whose.value());
    }

    @Override
    public boolean isRefusal(SQLException answer) {
        return PostgresSeal.isRefusal(answer);
    }

    @Override
    public boolean isMissingRight(SQLException answer) {
        return PostgresMissingRight.is(answer);
    }
}
