package dev.nostage.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantStore;
import dev.nostage.tenancy.Tenants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TenantStore} must do, so that a receipt without residue means that nothing is left. Extend it in a test, and
 * say which store it is about and how things come into it; JUnit runs the rest.
 */
public abstract class TenantStoreContract {

    /** No id of these may be taken for another: not by its case, its beginning, or as a pattern of SQL. */
    private static final List<Tenant> TENANTS =
            List.of("a_b", "axb", "a-b", "a.b", "A_B", "a", "a_bc", "z".repeat(63)).stream()
                    .map(id -> Tenant.test(id, Instant.parse("2999-01-01T00:00:00Z")))
                    .toList();

    private static final Tenant TRIAL = TENANTS.get(0);
    private static final Tenant OTHER = TENANTS.get(1);

    private TenantStore store;

    /** A store in which nobody has anything. */
    protected abstract TenantStore emptyStore();

    /**
     * Puts so many things more into the store that was last made, in the way of the application. The tenant is bound.
     */
    protected abstract void put(Tenant tenant, int things);

    @BeforeEach
    void begin() {
        store = emptyStore();
    }

    @Test
    void isKnownByOneName() {
        assertFalse(store.name().isBlank(), "name() must not be blank: the receipt shows it");
        fill(TRIAL);
        assertEquals(store.name(), store.name());
    }

    @Test
    void countsWhatEachTenantHas() {
        assertEquals(0, residue(TRIAL), "residue of a tenant that has nothing");

        fill(TRIAL);
        long before = residue(TRIAL);
        fill(TRIAL);

        assertTrue(before > 0, "put() has put things there, and residue() counted none");
        assertTrue(residue(TRIAL) > before, "put() has put more things there, and residue() counted no more");
        assertEquals(0, residue(OTHER), "residue of a tenant that has nothing");
    }

    @Test
    void removesAllThatATenantHasAndTellsHowMuchItWas() {
        fill(TRIAL);
        long before = residue(TRIAL);

        assertEquals(before, purge(TRIAL), "how much purge() removed, in the things that residue() counts");
        assertEquals(0, residue(TRIAL), "residue after a purge");
    }

    @Test
    void removesTheSameWhereNobodyAsksWhetherItGoesOn() {
        fill(TRIAL);
        long before = residue(TRIAL);

        assertEquals(before, Tenants.callAs(TRIAL, () -> store.purge(TRIAL)), "how much purge() removed");
        assertEquals(0, residue(TRIAL), "residue after a purge");
    }

    @Test
    void removesNothingOfAnyOtherTenant() {
        TENANTS.forEach(this::fill);
        List<Tenant> left = new ArrayList<>(TENANTS);
        List<Long> counts = new ArrayList<>(TENANTS.stream().map(this::residue).toList());
        assertTrue(
                counts.stream().allMatch(count -> count > 0), () -> "Each has things, and residue() counted " + counts);

        while (!left.isEmpty()) {
            Tenant removed = left.remove(0);
            counts.remove(0);
            purge(removed);
            assertEquals(
                    counts,
                    left.stream().map(this::residue).toList(),
                    () -> "What others have, after the purge of tenant \"" + removed.id() + "\"");
            assertEquals(0, residue(removed), "residue after a purge");
        }
    }

    /** A removal that was cut off empties every store again. */
    @Test
    void removesTwiceAsWellAsOnce() {
        fill(TRIAL);
        fill(OTHER);
        long others = residue(OTHER);
        purge(TRIAL);

        assertEquals(0, purge(TRIAL), "how much a second purge removed");
        assertEquals(0, residue(TRIAL), "residue after a second purge");
        assertEquals(others, residue(OTHER), "what another tenant has");
    }

    @Test
    void removesNothingOfATenantThatHasNothing() {
        assertEquals(0, purge(TRIAL), "how much purge() removed of nothing");
        assertEquals(0, residue(TRIAL), "residue of nothing");
    }

    /** A tenant may still write while it is emptied, and its id may be opened anew. */
    @Test
    void countsAnewAndNeverFromThePurge() {
        fill(TRIAL);
        purge(TRIAL);
        fill(TRIAL);
        long again = residue(TRIAL);

        assertTrue(again > 0, "put() has put things there after a purge, and residue() counted none");
        assertEquals(again, purge(TRIAL), "how much purge() removed, in the things that residue() counts");
        assertEquals(0, residue(TRIAL), "residue after a purge");
    }

    @Test
    void goesOnWhereAPurgeWasCutOff() {
        fill(TRIAL);
        fill(OTHER);
        long others = residue(OTHER);

        cutOff();
        long rest = residue(TRIAL);

        assertEquals(rest, purge(TRIAL), "how much the purge removed that went on");
        assertEquals(0, residue(TRIAL), "residue after a purge that went on");
        assertEquals(others, residue(OTHER), "what another tenant has");
    }

    /** A purge that is told to end the first time that it says it goes on; a quick one says nothing, and is done. */
    private void cutOff() {
        AtomicBoolean told = new AtomicBoolean();
        Runnable goesOn = () -> {
            told.set(true);
            throw new IllegalStateException("somebody else removes this tenant");
        };
        try {
            Tenants.callAs(TRIAL, () -> store.purge(TRIAL, goesOn));
        } catch (RuntimeException e) {
            assertTrue(told.get(), () -> "purge() failed by itself: " + e);
            return;
        }
        assertFalse(told.get(), "What goesOn throws must end the purge: somebody else has taken it over");
    }

    @Test
    void mayHaveANote() {
        fill(TRIAL);
        assertNotNull(Tenants.callAs(TRIAL, () -> store.note(TRIAL)));
        purge(TRIAL);
        assertNotNull(Tenants.callAs(TRIAL, () -> store.note(TRIAL)));
    }

    private void fill(Tenant tenant) {
        Tenants.runAs(tenant, () -> put(tenant, 3));
    }

    private long purge(Tenant tenant) {
        return Tenants.callAs(tenant, () -> store.purge(tenant, () -> {}));
    }

    private long residue(Tenant tenant) {
        return Tenants.callAs(tenant, () -> store.residue(tenant));
    }
}
