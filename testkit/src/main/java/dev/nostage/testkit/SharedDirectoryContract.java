package dev.nostage.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nostage.tenancy.Removal;
import dev.nostage.tenancy.RemovalReceipt.StoreReceipt;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The part of the contract by which instances of a service keep out of one another's way. */
abstract class SharedDirectoryContract {

    /** To the nanosecond: a directory that rounds would never find again what it compares with. */
    static final Instant NOW = Instant.parse("2026-07-01T10:00:00.123456789Z");

    static final TenantId TRIAL = new TenantId("trial");

    TenantDirectory directory;
    TenantDirectory other;

    /** A directory without any tenant, removal or lease. */
    protected abstract TenantDirectory emptyDirectory();

    /**
     * The same directory, as another instance of the service has it: for one that instances share. It may be late in what
     * {@link TenantDirectory#find} tells, and in nothing else.
     */
    protected TenantDirectory anotherInstanceOf(TenantDirectory directory) {
        return directory;
    }

    @BeforeEach
    void begin() {
        directory = emptyDirectory();
        other = anotherInstanceOf(directory);
    }

    @Test
    void keepsEveryPartOfARemoval() {
        directory.add(trial());
        Removal begun = new Removal(TRIAL, 1, List.of(), 0, true, null);
        Removal done = new Removal(
                TRIAL,
                1,
                List.of(
                        new StoreReceipt("z orders", Long.MAX_VALUE, 1),
                        new StoreReceipt("a \"files\" \u00fc", 0, 2, "left \"on\" disk")),
                3,
                false,
                NOW);

        assertTrue(directory.keep(null, begun));
        assertEquals(Optional.of(begun), directory.removal(TRIAL));
        assertEquals(Optional.empty(), directory.receipt(TRIAL));
        assertTrue(other.keep(begun, done));
        assertEquals(Optional.of(done), directory.removal(TRIAL));
        assertEquals(done.receipt(), directory.receipt(TRIAL));
    }

    @Test
    void keepsARemovalOnlyInThePlaceOfTheOneThatIsExpected() {
        directory.add(trial());
        StoreReceipt orders = new StoreReceipt("orders", 1, 2);
        Removal present = new Removal(TRIAL, 2, List.of(orders), 3, true, NOW);
        Removal wanted = new Removal(TRIAL, 3, List.of(), 0, false, null);

        assertFalse(directory.keep(present, wanted));
        assertEquals(Optional.empty(), directory.removal(TRIAL));
        assertTrue(directory.keep(null, present));
        assertFalse(directory.keep(null, wanted));
        for (Removal mistaken : List.of(
                new Removal(TRIAL, 1, List.of(orders), 3, true, NOW),
                new Removal(TRIAL, 2, List.of(), 3, true, NOW),
                new Removal(TRIAL, 2, List.of(new StoreReceipt("orders", 2, 2)), 3, true, NOW),
                new Removal(TRIAL, 2, List.of(new StoreReceipt("orders", 1, 1)), 3, true, NOW),
                new Removal(TRIAL, 2, List.of(new StoreReceipt("orders", 1, 2, "")), 3, true, NOW),
                new Removal(TRIAL, 2, List.of(orders), 4, true, NOW),
                new Removal(TRIAL, 2, List.of(orders), 3, false, NOW),
                new Removal(TRIAL, 2, List.of(orders), 3, true, NOW.plusNanos(1)),
                new Removal(TRIAL, 2, List.of(orders), 3, true, null))) {
            assertFalse(directory.keep(mistaken, wanted), mistaken::toString);
        }
        assertEquals(Optional.of(present), directory.removal(TRIAL));
        assertTrue(directory.keep(present, wanted));
    }

    @Test
    void keepsTheRemovalsOfTenantsApart() {
        directory.add(trial());
        directory.add(Tenant.test("Trial", NOW));
        Removal removal = new Removal(TRIAL, 1, List.of(), 0, false, null);
        Removal another = new Removal(new TenantId("Trial"), 1, List.of(), 0, false, null);

        assertTrue(directory.keep(null, removal));
        assertTrue(directory.keep(null, another));
        assertEquals(Optional.of(removal), directory.removal(TRIAL));
        assertEquals(Optional.of(another), directory.removal(another.tenant()));
    }

    @Test
    void leasesANameToOneHolderUntilItEndsOrIsGivenBack() {
        String name = "n".repeat(100);
        Instant end = NOW.plusSeconds(60);

        assertTrue(directory.lease(name, "a", NOW, end));
        assertFalse(other.lease(name, "b", NOW, end.plusSeconds(1)));
        assertFalse(other.lease(name, "b", end.minusNanos(1), end.plusSeconds(1)));
        assertTrue(other.lease("N" + name.substring(1), "b", NOW, end));
        assertTrue(directory.lease(name, "a", NOW, end.plusSeconds(1)));
        assertFalse(other.lease(name, "b", end, end.plusSeconds(9)));
        assertTrue(other.lease(name, "b", end.plusSeconds(1), end.plusSeconds(9)));
    }

    @Test
    void takesALeaseBackFromItsHolderAlone() {
        Instant end = NOW.plusSeconds(60);
        directory.lease("work", "b", NOW, end);

        other.lease("work", "a", NOW, NOW);
        assertFalse(other.lease("work", "a", NOW, end));
        directory.lease("work", "b", NOW, NOW);
        assertTrue(other.lease("work", "a", NOW, end));
    }

    @Test
    void letsOneWinWhoAddsReplacesKeepsOrLeasesAtOnce() {
        for (int round = 0; round < 20; round++) {
            Tenant tenant = Tenant.test("t-" + round, NOW);
            Removal removal = new Removal(tenant.id(), 1, List.of(), 0, false, null);
            String lease = "work-" + round;

            AtOnce.oneWins(i -> by(i).add(tenant));
            AtOnce.oneWins(i -> by(i).replace(tenant, tenant.with(Map.of("by", "" + i))));
            AtOnce.oneWins(i -> by(i).keep(null, removal));
            AtOnce.oneWins(i -> by(i).keep(removal, new Removal(tenant.id(), 1, List.of(), i + 1, false, null)));
            AtOnce.oneWins(i -> by(i).lease(lease, "holder-" + i, NOW, NOW.plusSeconds(60)));
        }
    }

    @Test
    void losesNoChangeOfThoseWhoCompareAndSetAtOnce() {
        directory.add(trial());
        int each = 10;

        int all = AtOnce.all(i -> {
            for (int n = 0; n < each; n++) {
                countUp(by(i));
            }
            return true;
        });

        assertEquals(
                Optional.of("" + all * each),
                directory.find(TRIAL).map(tenant -> tenant.attributes().get("count")));
    }

    private static void countUp(TenantDirectory directory) {
        while (true) {
            Tenant present = directory.findNow(TRIAL).orElseThrow();
            int count = Integer.parseInt(present.attributes().getOrDefault("count", "0"));
            if (directory.replace(present, present.with(Map.of("count", "" + (count + 1))))) {
                return;
            }
        }
    }

    private TenantDirectory by(int instance) {
        return instance % 2 == 0 ? directory : other;
    }

    static Tenant trial() {
        return Tenant.test("trial", NOW);
    }
}
