package dev.nostage.partitioning.directory;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A tenant as its table has it: equal tenants make equal rows, to the letter. */
record TenantRow(
        String id,
        String kind,
        String plan,
        String status,
        @Nullable String expiresAt,
        String attributes,
        long generation) {

    static TenantRow of(Tenant tenant) {
        Instant end = tenant.expiresAt();
        return new TenantRow(
                tenant.id().value(),
                tenant.kind().name(),
                tenant.plan(),
                tenant.status().name(),
                end == null ? null : end.toString(),
                JSONObjectUtils.toJSONString(new TreeMap<>(tenant.attributes())),
                tenant.generation());
    }

    static Tenant read(ResultSet row) throws SQLException {
        String end = row.getString("expires_at");
        return new Tenant(
                new TenantId(row.getString("id")),
                TenantKind.valueOf(row.getString("kind")),
                row.getString("plan"),
                TenantStatus.valueOf(row.getString("status")),
                end == null ? null : Instant.parse(end),
                attributes(row.getString("attributes")),
                row.getLong("generation"));
    }

    private static Map<String, String> attributes(String json) throws SQLException {
        try {
            return JSONObjectUtils.parse(json).entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
        } catch (ParseException e) {
            throw new SQLException("The attributes of a tenant are no JSON object: " + e.getMessage(), e);
        }
    }
}
