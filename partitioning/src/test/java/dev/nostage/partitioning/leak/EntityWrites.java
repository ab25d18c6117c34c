package dev.nostage.partitioning.leak;

import static dev.nostage.partitioning.leak.Probe.of;

import io.micronaut.data.repository.jpa.criteria.PredicateSpecification;
import io.micronaut.data.repository.jpa.criteria.UpdateSpecification;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;

/** Writes by entities and by methods whose SQL Micronaut Data writes. */
final class EntityWrites {

    private EntityWrites() {}

    static List<Probe> probes() {
        List<Probe> probes = new ArrayList<>(updates());
        probes.addAll(inserts());
        probes.addAll(deletes());
        return probes;
    }

    private static List<Probe> updates() {
        return List.of(
                of(32, "loaded", b -> {
                    Object foreign = b.lawful.account(1L, "acme", "ACME-ann");
                    Bookings<Object> bookings = b.lawful.repository("Bookings");
                    bookings.save(b.lawful.booking(null, null, "own", foreign));
                }),
                of(33, "bare id", b -> {
                    Object foreign = b.lawful.account(1L, null, "");
                    Bookings<Object> bookings = b.lawful.repository("Bookings");
                    bookings.save(b.lawful.booking(null, null, "own", foreign));
                }),
                of(34, "update", b -> b.bookings().update(b.world.booking(1L, null, "taken", null))),
                of(35, "update", b -> b.bookings().update(b.world.booking(1L, "globex", "taken", null))),
                of(36, "update", b -> b.bookings().update(b.world.booking(1L, "acme", "taken", null))),
                of(
                        37,
                        "updateAll",
                        b -> b.bookings()
                                .updateAll(List.of(
                                        b.world.booking(3L, "globex", "bat", null),
                                        b.world.booking(1L, "acme", "taken", null)))),
                of(38, "update", b -> b.bookings().update(b.world.booking(3L, "acme", "bat", null))),
                of(39, "update", b -> b.bookings().update(b.world.booking(3L, null, "bat", null))),
                of(39, "empty", b -> b.bookings().update(b.world.booking(3L, "", "bat", null))),
                of(40, "by id", b -> b.bookings().update(1L, "taken")),
                of(40, "by value", b -> b.bookings().updateByItem("ACME-anvil", 1)),
                of(46, "update", b -> b.bookings().update(b.world.booking(1L, null, "taken", null))),
                of(50, "update", b -> b.bookings().updateAll(setting("item", "taken"))),
                of(51, "update", b -> b.bookings().updateAll(moving())),
                of(53, "cascade", b -> {
                    Object child = b.world.booking(1L, "globex", "taken", null);
                    b.accounts().update(b.world.account(3L, "globex", "bea", child));
                }));
    }

    private static List<Probe> inserts() {
        return List.of(
                of(42, "save", b -> b.bookings().save(b.world.booking(null, "acme", "planted", null))),
                of(
                        43,
                        "saveAll",
                        b -> b.bookings()
                                .saveAll(List.of(
                                        b.world.booking(null, "globex", "own", null),
                                        b.world.booking(null, "acme", "planted", null)))),
                of(
                        44,
                        "saveAll",
                        b -> b.bookings()
                                .saveAll(List.of(
                                        b.world.booking(null, null, "one", null),
                                        b.world.booking(null, null, "two", null)))),
                of(45, "save", b -> {
                    String taken = Attempt.ending(() -> b.coupons().save(b.world.coupon("A1", "globex", "x")));
                    b.expect(taken, Attempt.ending(() -> b.coupons().save(b.world.coupon("Z9", "globex", "x"))));
                }),
                of(52, "cascade", b -> {
                    Object child = b.world.booking(null, "acme", "planted", null);
                    b.accounts().save(b.world.account(null, "globex", "eve", child));
                }),
                of(119, "save", b -> b.bookings().save(b.world.booking(null, "", "orphan", null))),
                of(119, "save blank", b -> b.bookings().save(b.world.booking(null, " ", "orphan", null))));
    }

    private static List<Probe> deletes() {
        PredicateSpecification<Object> any = GeneratedReads.ANY;
        return List.of(
                of(47, "acme's", b -> b.bookings().delete(b.world.booking(1L, "acme", "", null))),
                of(47, "own", b -> b.bookings().delete(b.world.booking(1L, "globex", "", null))),
                of(47, "nobody's", b -> b.bookings().delete(b.world.booking(1L, null, "", null))),
                of(48, "by id", b -> b.bookings().deleteById(1L)),
                of(48, "by value", b -> b.bookings().deleteByItem("ACME-anvil")),
                of(48, "list", b -> b.bookings().deleteAll(List.of(b.world.booking(1L, "acme", "", null)))),
                of(49, "everything", b -> b.bookings().deleteAll()),
                of(50, "delete", b -> b.bookings().deleteAll(any)));
    }

    private static UpdateSpecification<Object> moving() {
        return (root, update, criteria) -> {
            update.set("tenantId", "acme");
            return criteria.equal(root.get("id"), 3L);
        };
    }

    private static UpdateSpecification<Object> setting(String property, String value) {
        return (root, update, criteria) -> {
            update.set(property, value);
            return GeneratedReads.ANY.toPredicate((Root<Object>) root, criteria);
        };
    }
}
