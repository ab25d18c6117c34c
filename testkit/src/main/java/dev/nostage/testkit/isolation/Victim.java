package dev.nostage.testkit.isolation;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tenant that is attacked, and all that is known to be its own. */
final class Victim {

    private final Tenant tenant;
    private final Rows table;
    private final Set<String> everybodys;
    private final Set<String> seeded = new HashSet<>();
    private final Map<Class<?>, List<Object>> planted = new LinkedHashMap<>();
    private final Map<String, PartitionedEntity> byTable = new HashMap<>();
    private final Map<Class<?>, Throwable> unplanted = new HashMap<>();
    private final Map<String, Map<String, Rows.Reference>> references = new HashMap<>();
    private final Map<String, Map<String, Integer>> sizes = new HashMap<>();
    private final Map<String, Usage.Use> uses = new HashMap<>();
    private final List<Known> told = new ArrayList<>();
    private final Secrets secrets = new Secrets();
    private Map<String, List<Map<String, Object>>> rows = new TreeMap<>();
    private String fingerprint = "";
    private boolean usesRoutes;

    /** @param everybodys what each tenant begins with */
    Victim(Tenant tenant, Rows table, Set<String> everybodys) {
        this.tenant = tenant;
        this.table = table;
        this.everybodys = new HashSet<>(everybodys);
    }

    Tenant tenant() {
        return tenant;
    }

    Secrets secrets() {
        return secrets;
    }

    /** Its tenant as an entity names it. */
    Object named(Class<?> type) {
        return type == TenantId.class ? tenant.id() : tenant.id().value();
    }

    void planted(PartitionedEntity entity, Object row) {
        byTable.put(entity.table(), entity);
        planted.computeIfAbsent(entity.type(), type -> new ArrayList<>()).add(row);
        unplanted.remove(entity.type());
    }

    void notPlanted(PartitionedEntity entity, Throwable because) {
        unplanted.put(entity.type(), because);
    }

    /** @throws NotExercisedError if it has none */
    List<Object> rowsOf(PartitionedEntity entity) {
        List<Object> own = planted.getOrDefault(entity.type(), List.of());
        Throwable because = unplanted.get(entity.type());
        if (!own.isEmpty()) {
            return own;
        }
        if (because instanceof NotExercisedError) {
            throw new NotExercisedError(String.valueOf(because.getMessage()), because);
        }
        String name = entity.type().getSimpleName();
        throw new NotExercisedError(
                "The suite has no row of " + name + " to attack"
                        + (because == null
                                ? ", for no repository of it saves one"
                                : ": saving one failed with " + because)
                        + ". Override example(Class<?> type) and return one for " + name
                        + ".class, or override seed(Tenant tenant) and save one there",
                because);
    }

    /** Null if there is none yet. */
    @Nullable
    Object plantedOf(Class<?> type) {
        List<Object> own = planted.getOrDefault(type, List.of());
        return own.isEmpty() ? null : own.get(0);
    }

    /** What a row of its own has in the column that is referred to; null if there is none yet. */
    @Nullable
    Object planted(Rows.Reference reference) {
        PartitionedEntity entity = byTable.get(reference.table());
        Object first = entity == null ? null : plantedOf(entity.type());
        if (entity != null && first != null) {
            return entity.value(first, reference.column());
        }
        List<Map<String, Object>> others = rows.getOrDefault(reference.table(), List.of());
        return others.isEmpty() ? null : others.get(0).get(reference.column());
    }

    Map<String, Rows.Reference> references(String name) {
        return references.computeIfAbsent(name, of -> table.references(tenant, of));
    }

    Map<String, Integer> sizes(String name) {
        return sizes.computeIfAbsent(name, of -> table.sizes(tenant, of));
    }

    /** Whether it has used routes already. */
    boolean usesRoutes() {
        return usesRoutes;
    }

    void useRoutes() {
        usesRoutes = true;
    }

    void used(String route, Usage.Use use) {
        uses.put(route, use);
    }

    /** How it uses a route; null if it does not, or was not let. */
    Usage.@Nullable Use use(String route) {
        return uses.get(route);
    }

    /** Something that its owner said or was told. */
    void learn(String name, Object value) {
        String text = String.valueOf(value);
        if (!everybodys.contains(text)) {
            told.add(new Known(name, value));
            secrets.add(value);
            secrets.removeAll(everybodys);
        }
    }

    /** What stands in its rows now is its own, whatever others are told. */
    void ownWhatIsThere() {
        seeded.addAll(values());
        seeded.removeAll(everybodys);
    }

    /** What others who live like it are told as well, such as dates and words. */
    void isToldToAll(Set<String> values) {
        values.stream().filter(value -> !seeded.contains(value)).forEach(everybodys::add);
    }

    /** All that it was told and that it said. */
    List<Known> told() {
        return told;
    }

    /** Looks again at what it has, after it did something itself. */
    void refresh() {
        rows = table.of(tenant);
        fingerprint = Answer.text(rows);
        secrets.add(tenant.id().value());
        for (Known known : known()) {
            secrets.add(known.value());
        }
        planted.values()
                .forEach(own -> own.forEach(row -> Shape.of(row.getClass())
                        .ifPresent(shape -> shape.values(row).values().forEach(this::addSimple))));
        secrets.removeAll(everybodys);
    }

    private void addSimple(Object value) {
        if (Examples.isSimple(value.getClass())) {
            secrets.add(value);
        }
    }

    /** What stands in its rows, and what it was told; nothing that every tenant has. */
    List<Known> known() {
        List<Known> known = new ArrayList<>(told);
        rows.values()
                .forEach(own -> own.forEach(row -> row.forEach((column, value) -> {
                    if (!everybodys.contains(String.valueOf(value))) {
                        known.add(new Known(column, value));
                    }
                })));
        return known;
    }

    /** All that stands in its rows, what every tenant has too. */
    Set<String> values() {
        Set<String> values = new HashSet<>();
        rows.values()
                .forEach(own -> own.forEach(row -> row.values().forEach(value -> values.add(String.valueOf(value)))));
        return values;
    }

    boolean isUnchanged() {
        return fingerprint.equals(Answer.text(table.of(tenant)));
    }

    /** @throws LeakError if anything of its own is gone, new or different */
    void demandUnchanged(String by) {
        Map<String, List<Map<String, Object>>> now = table.of(tenant);
        if (!fingerprint.equals(Answer.text(now))) {
            List<String> changed = now.entrySet().stream()
                    .filter(each -> !Answer.text(each.getValue())
                            .equals(Answer.text(rows.getOrDefault(each.getKey(), List.of()))))
                    .map(Map.Entry::getKey)
                    .toList();
            throw new LeakError(by + " changed another tenant's rows of " + String.join(", ", changed));
        }
    }
}
