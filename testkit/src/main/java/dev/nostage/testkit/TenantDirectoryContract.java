package dev.nostage.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nostage.tenancy.Removal;
import dev.nostage.tenancy.RemovalReceipt.StoreReceipt;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TenantDirectory} must do. Extend it in a test and say which directory it is about; JUnit runs the rest.
 */
public abstract class TenantDirectoryContract {

    /** To the nanosecond: a directory that rounds would never find again what it compares with. */
    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00.123456789Z");

    private static final TenantId TRIAL = new TenantId("trial");

    private TenantDirectory directory;
    private TenantDirectory other;

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
    void knowsNobodyAtFirst() {
        assertEquals(Optional.empty(), directory.find(TRIAL));
        assertEquals(Optional.empty(), directory.findNow(TRIAL));
        assertEquals(List.of(), directory.list(null, 10));
        assertEquals(Optional.empty(), directory.removal(TRIAL));
        assertEquals(Optional.empty(), directory.receipt(TRIAL));
    }

    @Test
    void keepsEveryPartOfATenant() {
        Tenant full = new Tenant(
                new TenantId("A" + "z".repeat(62)),
                TenantKind.SYNTHETIC,
                "gold & \"silver\"",
                TenantStatus.SUSPENDED,
                NOW,
                Map.of(
                        "zone",
                        "eu",
                        "empty",
                        "",
                        "odd'\\ %",
                        "line\nbreak \u00fc \ud83d\ude80",
                        "long",
                        "x".repeat(5000)),
                7);

        for (Tenant tenant : List.of(full, Tenant.live("plain"), Tenant.test("trial", NOW))) {
            assertTrue(directory.add(tenant));
            assertEquals(Optional.of(tenant), directory.find(tenant.id()));
            assertEquals(Optional.of(tenant), directory.findNow(tenant.id()));
            assertEquals(Optional.of(tenant), other.findNow(tenant.id()));
            assertTrue(directory.list(null, 10).contains(tenant));
        }
    }

    @Test
    void findsATenantInEveryStatus() {
        Tenant present = trial();
        directory.add(present);
        for (TenantStatus status : TenantStatus.values()) {
            Tenant changed = present.with(status);
            assertTrue(directory.replace(present, changed));
            assertEquals(Optional.of(changed), directory.find(TRIAL));
            present = changed;
        }
    }

    @Test
    void addsATenantOnlyWhereItsIdIsFree() {
        assertTrue(directory.add(trial()));
        directory.find(TRIAL);

        assertFalse(directory.add(trial().with(TenantStatus.SUSPENDED)));
        assertFalse(other.add(trial()));
        assertEquals(Optional.of(trial()), directory.find(TRIAL));
    }

    @Test
    void findsATenantThatItDidNotFindBeforeItWasAdded() {
        assertEquals(Optional.empty(), directory.find(TRIAL));
        directory.add(trial());

        assertEquals(Optional.of(trial()), directory.find(TRIAL));
    }

    @Test
    void tellsIdsApartByTheirCase() {
        assertTrue(directory.add(Tenant.live("acme")));
        assertTrue(directory.add(Tenant.live("Acme")));

        assertEquals(Optional.of(Tenant.live("Acme")), directory.find(new TenantId("Acme")));
        assertEquals(Optional.empty(), directory.find(new TenantId("ACME")));
    }

    @Test
    void replacesWhatIsStillThereAtOnceForAll() {
        directory.add(trial());
        directory.find(TRIAL);
        Tenant changed =
                new Tenant(TRIAL, TenantKind.LIVE, "gold", TenantStatus.SUSPENDED, null, Map.of("zone", "eu"), 2);

        assertTrue(directory.replace(trial(), changed));
        assertEquals(Optional.of(changed), directory.find(TRIAL));
        assertEquals(Optional.of(changed), other.findNow(TRIAL));
        assertEquals(List.of(changed), other.list(null, 10));
        assertTrue(other.replace(changed, trial()));
        assertEquals(Optional.of(trial()), directory.findNow(TRIAL));
    }

    @Test
    void replacesNothingThatDiffersInAnyPart() {
        directory.add(trial());
        Tenant wanted = trial().with(TenantStatus.REMOVING);
        List<Tenant> mistaken = List.of(
                part(TenantKind.SYNTHETIC, "default", TenantStatus.ACTIVE, NOW, Map.of(), 1),
                part(TenantKind.TEST, "Default", TenantStatus.ACTIVE, NOW, Map.of(), 1),
                part(TenantKind.TEST, "default", TenantStatus.SUSPENDED, NOW, Map.of(), 1),
                part(TenantKind.TEST, "default", TenantStatus.ACTIVE, NOW.plusNanos(1), Map.of(), 1),
                part(TenantKind.LIVE, "default", TenantStatus.ACTIVE, null, Map.of(), 1),
                part(TenantKind.TEST, "default", TenantStatus.ACTIVE, NOW, Map.of("zone", ""), 1),
                part(TenantKind.TEST, "default", TenantStatus.ACTIVE, NOW, Map.of(), 2));

        for (Tenant expected : mistaken) {
            assertFalse(directory.replace(expected, wanted), expected::toString);
            assertEquals(Optional.of(trial()), directory.find(TRIAL));
        }
        assertTrue(directory.replace(part(TenantKind.TEST, "default", TenantStatus.ACTIVE, NOW, Map.of(), 1), wanted));
    }

    @Test
    void replacesNothingThatIsNotThere() {
        directory.add(Tenant.live("acme"));

        assertFalse(directory.replace(trial(), trial().with(TenantStatus.SUSPENDED)));
        assertEquals(Optional.empty(), directory.find(TRIAL));
        assertEquals(List.of(Tenant.live("acme")), directory.list(null, 10));
    }

    @Test
    void changesNoOtherTenant() {
        directory.add(trial());
        directory.add(Tenant.live("acme"));
        directory.replace(trial(), trial().with(TenantStatus.REMOVED));

        assertEquals(Optional.of(Tenant.live("acme")), directory.find(new TenantId("acme")));
    }

    /** ASCII's order, whatever language a database sorts by. */
    @Test
    void listsInTheOrderOfIdsPageByPage() {
        List<String> ids = List.of("b", "ab", "a-b", "A", "a.b", "Z", "a", "9", "a_b", "0", "aB", "a--b", "10", "B");
        ids.forEach(id -> directory.add(Tenant.live(id)));
        List<String> ordered = ids.stream().sorted().toList();

        for (int limit : List.of(1, 2, 5, 14, 1000)) {
            List<String> listed = new ArrayList<>();
            List<String> page = ids(directory, null, limit);
            while (!page.isEmpty()) {
                assertTrue(page.size() <= limit);
                listed.addAll(page);
                page = ids(directory, page.get(page.size() - 1), limit);
            }
            assertEquals(ordered, listed, () -> "in pages of " + limit);
        }
        assertEquals(List.of("B", "Z"), ids(other, "AAA", 2));
        assertEquals(List.of(), ids(directory, "zz", 2));
    }

    @Test
    void leavesTheRemovedOutOfItsPages() {
        List<TenantStatus> statuses = List.of(TenantStatus.values());
        Map<String, TenantStatus> tenants = IntStream.range(0, 10)
                .boxed()
                .collect(Collectors.toMap(i -> "t-" + i, i -> statuses.get(i % statuses.size())));
        tenants.forEach((id, status) -> directory.add(Tenant.live(id).with(status)));
        List<String> present = tenants.entrySet().stream()
                .filter(tenant -> tenant.getValue() != TenantStatus.REMOVED)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();

        assertEquals(present, ids(directory, null, 10));
        assertEquals(present.subList(0, 6), ids(directory, null, 6));
        assertEquals(present.subList(6, present.size()), ids(directory, present.get(5), 6));
    }

    @Test
    void keepsEveryPartOfARemoval() {
        directory.add(trial());
        Removal begun = new Removal(TRIAL, 1, List.of(), 0, true, null);
        Removal done = new Removal(
                TRIAL,
                1,
                List.of(new StoreReceipt("z orders", Long.MAX_VALUE, 1), new StoreReceipt("a \"files\" \u00fc", 0, 2)),
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

    private static List<String> ids(TenantDirectory directory, @Nullable String after, int limit) {
        return directory.list(after == null ? null : new TenantId(after), limit).stream()
                .map(tenant -> tenant.id().value())
                .toList();
    }

    private static Tenant trial() {
        return Tenant.test("trial", NOW);
    }

    private static Tenant part(
            TenantKind kind,
            String plan,
            TenantStatus status,
            @Nullable Instant expiresAt,
            Map<String, String> attributes,
            int generation) {
        return new Tenant(TRIAL, kind, plan, status, expiresAt, attributes, generation);
    }
}
