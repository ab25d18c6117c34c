package dev.nostage.partitioning.directory;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.nostage.tenancy.Removal;
import dev.nostage.tenancy.RemovalReceipt.StoreReceipt;
import dev.nostage.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A removal as its table has it: equal removals make equal rows, to the letter. */
record RemovalRow(
        String tenant,
        long generation,
        String stores,
        int inFlight,
        boolean neverServed,
        @Nullable String removedAt) {

    private static final String STORES = "stores";

    static RemovalRow of(Removal removal) {
        Instant end = removal.removedAt();
        return new RemovalRow(
                removal.tenant().value(),
                removal.generation(),
                JSONObjectUtils.toJSONString(Map.of(
                        STORES, removal.stores().stream().map(RemovalRow::tree).toList())),
                removal.inFlight(),
                removal.neverServed(),
                end == null ? null : end.toString());
    }

    private static Map<String, Object> tree(StoreReceipt store) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", store.name());
        json.put("removed", store.removed());
        json.put("residue", store.residue());
        if (store.note() != null) {
            json.put("note", store.note());
        }
        return json;
    }

    static Removal read(ResultSet row) throws SQLException {
        String end = row.getString("removed_at");
        return new Removal(
                new TenantId(row.getString("tenant")),
                row.getLong("generation"),
                stores(row.getString(STORES)),
                row.getInt("in_flight"),
                row.getBoolean("never_served"),
                end == null ? null : Instant.parse(end));
    }

    private static List<StoreReceipt> stores(String json) throws SQLException {
        try {
            return Arrays.stream(JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), STORES))
                    .map(RemovalRow::store)
                    .toList();
        } catch (ParseException e) {
            throw new SQLException("What was counted of a removal cannot be read: " + e.getMessage(), e);
        }
    }

    private static StoreReceipt store(Map<String, Object> json) {
        return new StoreReceipt(
                String.valueOf(json.get("name")), number(json, "removed"), number(json, "residue"), (String)
                        json.get("note"));
    }

    private static long number(Map<String, Object> json, String key) {
        return Long.parseLong(String.valueOf(json.get(key)));
    }
}
