package dev.nostage.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantDirectory;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.TenantStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TenantDirectory} must do. Extend it in a test and say which directory it is about; JUnit runs the rest.
 */
public abstract class TenantDirectoryContract extends SharedDirectoryContract {

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
        Tenant changed = new Tenant(
                TRIAL, TenantKind.LIVE, "gold", TenantStatus.SUSPENDED, null, Map.of("zone", "eu"), 1_783_000_000_000L);

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
        List<String> present = new ArrayList<>();
        for (TenantStatus status : TenantStatus.values()) {
            for (String half : List.of("a", "b")) {
                String id = half + "-" + status;
                directory.add(Tenant.live(id).with(status));
                if (status != TenantStatus.REMOVED) {
                    present.add(id);
                }
            }
        }
        present.sort(Comparator.naturalOrder());

        assertEquals(present, ids(directory, null, 10));
        assertEquals(present.subList(0, 6), ids(directory, null, 6));
        assertEquals(present.subList(6, present.size()), ids(directory, present.get(5), 6));
    }

    private static List<String> ids(TenantDirectory directory, @Nullable String after, int limit) {
        return directory.list(after == null ? null : new TenantId(after), limit).stream()
                .map(tenant -> tenant.id().value())
                .toList();
    }

    private static Tenant part(
            TenantKind kind,
            String plan,
            TenantStatus status,
            @Nullable Instant expiresAt,
            Map<String, String> attributes,
            long generation) {
        return new Tenant(TRIAL, kind, plan, status, expiresAt, attributes, generation);
    }
}
