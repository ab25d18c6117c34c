package dev.nostage.tenancy.micronaut;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.nostage.tenancy.RemovalReceipt;
import dev.nostage.tenancy.Tenant;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tenants, passports and receipts in the shape in which operators see them: JSON, in UTF-8. */
final class TenantJson {

    private TenantJson() {}

    static byte[] of(Tenant tenant) {
        return bytes(tree(tenant));
    }

    static byte[] of(List<Tenant> tenants) {
        return JSONArrayUtils.toJSONString(
                        tenants.stream().map(TenantJson::tree).toList())
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] of(String passport) {
        return bytes(Map.of("passport", passport));
    }

    static byte[] of(Tenant tenant, String passport) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tenant", tree(tenant));
        json.put("passport", passport);
        return bytes(json);
    }

    static byte[] of(RemovalReceipt receipt) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tenant", receipt.tenant().value());
        json.put("stores", receipt.stores().stream().map(TenantJson::tree).toList());
        json.put("residue", receipt.residue());
        json.put("removedAt", receipt.removedAt().toString());
        json.put("inFlight", receipt.inFlight());
        return bytes(json);
    }

    private static byte[] bytes(Map<String, Object> json) {
        return JSONObjectUtils.toJSONString(json).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> tree(Tenant tenant) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", tenant.id().value());
        json.put("kind", tenant.kind().name());
        json.put("plan", tenant.plan());
        json.put("status", tenant.status().name());
        if (tenant.expiresAt() != null) {
            json.put("expiresAt", tenant.expiresAt().toString());
        }
        json.put("attributes", tenant.attributes());
        return json;
    }

    private static Map<String, Object> tree(RemovalReceipt.StoreReceipt store) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", store.name());
        json.put("removed", store.removed());
        json.put("residue", store.residue());
        if (store.note() != null) {
            json.put("note", store.note());
        }
        return json;
    }
}
