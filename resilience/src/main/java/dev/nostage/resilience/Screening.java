package dev.nostage.resilience;

import dev.nostage.tenancy.TenantKind;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What becomes of the calls of each kind of tenant.
 *
 * @param byKind one for each kind
 * @param financialAllowed whether tenants that are not live may pass to a downstream that moves money
 */
public record Screening(Map<TenantKind, Action> byKind, boolean financialAllowed) {

    /** What becomes of a call. */
    public enum Action {
        /** It reaches the downstream. */
        PASS,
        /** The stub answers; with none it is refused. */
        STUB,
        /** Nothing answers. */
        REFUSE;

        /** As configuration writes it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException if a kind is missing */
    public Screening {
        byKind = Map.copyOf(byKind);
        if (byKind.size() < TenantKind.values().length) {
            throw new IllegalArgumentException(
                    "Screening must say what becomes of every kind of tenant, was " + byKind);
        }
    }

    /** Live tenants pass; others too, unless only live ones may ever reach what has this effect. */
    public static Screening of(Effect effect) {
        Map<TenantKind, Action> byKind = new EnumMap<>(TenantKind.class);
        for (TenantKind kind : TenantKind.values()) {
            byKind.put(kind, kind.isLive() || !effect.isScreened() ? Action.PASS : Action.STUB);
        }
        return new Screening(byKind, false);
    }

    /** The same, but for one kind. */
    public Screening with(TenantKind kind, Action action) {
        Map<TenantKind, Action> changed = new EnumMap<>(byKind);
        changed.put(kind, action);
        return new Screening(changed, financialAllowed);
    }

    /** The same, and tests may move money where an action says {@link Action#PASS}. */
    public Screening allowingFinancial() {
        return new Screening(byKind, true);
    }

    /** What becomes of the calls of one kind. */
    public Action of(TenantKind kind) {
        return Objects.requireNonNull(byKind.get(kind));
    }

    /** Whether every kind passes, and work without a tenant with them. */
    public boolean isOpen() {
        return byKind.values().stream().allMatch(action -> action == Action.PASS);
    }

    /** Whether a stub is ever asked. */
    public boolean isStubbed() {
        return byKind.containsValue(Action.STUB);
    }

    /** Whether a tenant that is not live passes. */
    boolean letsTestsPass() {
        return byKind.entrySet().stream().anyMatch(each -> !each.getKey().isLive() && each.getValue() == Action.PASS);
    }
}
