package dev.nostage.partitioning.leak;

import static dev.nostage.partitioning.leak.Attempt.nobody;
import static dev.nostage.partitioning.leak.Probe.of;

import java.util.List;

/** Work that is done for nobody: there is no row that it may see, and none that it may change. */
final class NoTenant {

    private NoTenant() {}

    static List<Probe> probes() {
        return List.of(
                of(
                        117,
                        "find",
                        b -> nobody(
                                () -> seen(b, b.bookings().findById(3L).stream().count()))),
                of(117, "list", b -> nobody(() -> seen(b, b.bookings().findAll().size()))),
                of(117, "count", b -> nobody(() -> seen(b, b.bookings().count()))),
                of(
                        117,
                        "criteria",
                        b -> nobody(() ->
                                seen(b, b.bookings().findAll(GeneratedReads.ANY).size()))),
                of(117, "plain", b -> nobody(() -> plain(b, "select item from booking"))),
                of(118, "save", b -> nobody(() -> b.bookings().save(b.world.booking(null, null, "orphan", null)))),
                of(118, "update", b -> nobody(() -> b.bookings().update(b.world.booking(1L, "acme", "taken", null)))),
                of(
                        118,
                        "delete all",
                        b -> nobody(() -> {
                            b.bookings().deleteAll();
                            return null;
                        })),
                of(118, "update by", b -> nobody(() -> b.bookings().updateByItem("ACME-anvil", 1))),
                of(118, "criteria", b -> nobody(() -> b.bookings().deleteAll(GeneratedReads.ANY))),
                of(
                        120,
                        "plain",
                        b -> nobody(() -> plain(
                                b,
                                "insert into booking (id, tenant_id, item, amount) select id + 60, tenant_id, 'planted', 1"
                                        + " from booking"))));
    }

    private static Void seen(Attempt attempt, long count) {
        attempt.expect(count, 0L);
        return null;
    }

    private static Void plain(Attempt attempt, String sql) throws Exception {
        attempt.jdbc(connection -> attempt.saw(Attempt.run(connection, sql)));
        return null;
    }
}
