package dev.nostage.example;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantInitializer;
import dev.nostage.tenancy.TenantStore;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

@Requires(property = "guide")
@Singleton
class Notebook implements TenantInitializer, TenantStore {

    private final Map<TenantId, List<String>> notes = new ConcurrentHashMap<>();

    void write(String note) {
        notes.computeIfAbsent(Tenants.require().id(), id -> new CopyOnWriteArrayList<>())
                .add(note);
    }

    List<String> read() {
        return notes.getOrDefault(Tenants.require().id(), List.of());
    }

    @Override
    public void initialize(Tenant tenant) {
        write("Welcome, " + tenant.id());
    }

    @Override
    public String name() {
        return "notebook";
    }

    @Override
    public long purge(Tenant tenant) {
        List<String> purged = notes.remove(tenant.id());
        return purged == null ? 0 : purged.size();
    }

    @Override
    public long residue(Tenant tenant) {
        return notes.getOrDefault(tenant.id(), List.of()).size();
    }
}
