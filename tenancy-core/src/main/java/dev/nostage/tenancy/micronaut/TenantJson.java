package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.RemovalReceipt;
import dev.nostage.tenancy.Tenant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tenants and receipts in the shape in which operators see them. */
final class TenantJson {

    private TenantJson() {}

    static Map<String, Object> of(Tenant tenant) {
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

    static Map<String, Object> of(RemovalReceipt receipt) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tenant", receipt.tenant().value());
        json.put("stores", receipt.stores().stream().map(TenantJson::of).toList());
        json.put("residue", receipt.residue());
        json.put("removedAt", receipt.removedAt().toString());
        return json;
    }

    private static Map<String, Object> of(RemovalReceipt.StoreReceipt store) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", store.name());
        json.put("removed", store.removed());
        json.put("residue", store.residue());
        return json;
    }
}
