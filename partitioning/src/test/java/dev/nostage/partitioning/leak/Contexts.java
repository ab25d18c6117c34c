package dev.nostage.partitioning.leak;

import static dev.nostage.partitioning.leak.Attempt.acme;
import static dev.nostage.partitioning.leak.Attempt.globex;
import static dev.nostage.partitioning.leak.Probe.of;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/**
 * What acme began comes into globex's hands: by a thread, by an object that was kept, by a transaction that is open. The
 * code means well, so that with no wall it leaks just this.
 */
final class Contexts {

    static final String OWN = "select item from booking where tenant_id = ?";

    private static final String INSERT =
            "insert into booking (id, tenant_id, item, amount) values (?, ?, 'batched', 1)";

    private static final Duration LONG = Duration.ofSeconds(60);

    private Contexts() {}

    static List<Probe> probes() {
        List<Probe> probes = new ArrayList<>(results());
        probes.addAll(transactions());
        probes.addAll(batches());
        return probes;
    }

    private static List<Probe> results() {
        return List.of(
                of(
                        123,
                        "common pool",
                        b -> b.expect(
                                CompletableFuture.supplyAsync(
                                                () -> b.bookings().findAll().size())
                                        .get(60, TimeUnit.SECONDS),
                                0)),
                of(
                        123,
                        "common pool, plain",
                        b -> CompletableFuture.runAsync(() -> {
                                    try {
                                        b.jdbc(connection ->
                                                b.saw(Attempt.run(connection, "select item from booking")));
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                })
                                .get(60, TimeUnit.SECONDS)),
                of(124, "flux", b -> {
                    Bookings<Object> bookings = b.lawful.repository("Bookings");
                    Flux<Object> assembled = acme(() -> bookings.retrieveByItemLike("%"));
                    b.saw(assembled.collectList().block(LONG));
                }),
                of(124, "future", b -> {
                    Bookings<Object> bookings = b.lawful.repository("Bookings");
                    CompletableFuture<List<Object>> asked = acme(() -> bookings.readByItemLike("%"));
                    b.saw(asked.get(60, TimeUnit.SECONDS));
                }),
                of(
                        125,
                        "stream",
                        b -> acme(() -> b.transactions().executeRead(status -> {
                            Bookings<Object> bookings = b.lawful.repository("Bookings");
                            try (Stream<Object> opened = bookings.getByItemLike("%")) {
                                Iterator<Object> read = opened.iterator();
                                return globex(() -> {
                                    b.saw(read.next());
                                    return null;
                                });
                            }
                        }))),
                of(
                        125,
                        "result",
                        b -> acme(() -> {
                            b.jdbc(connection -> {
                                try (PreparedStatement statement = connection.prepareStatement(OWN)) {
                                    statement.setString(1, "acme");
                                    ResultSet opened = statement.executeQuery();
                                    globex(() -> {
                                        b.saw(Attempt.read(opened));
                                        return null;
                                    });
                                }
                            });
                            return null;
                        })));
    }

    private static List<Probe> transactions() {
        return List.of(
                of(
                        126,
                        "transaction",
                        b -> acme(() -> b.transactions().executeRead(status -> {
                            Bookings<Object> bookings = b.lawful.repository("Bookings");
                            b.saw(bookings.findAll().size() == 3 ? "" : "acme does not see its own");
                            return globex(() -> {
                                bookings.findAll();
                                b.leaked("READ globex worked in acme's transaction");
                                return null;
                            });
                        }))),
                of(
                        128,
                        "connection",
                        b -> acme(() -> {
                            b.jdbc(connection -> {
                                Attempt.run(connection, OWN, "acme");
                                globex(() -> {
                                    Attempt.run(connection, OWN, "globex");
                                    b.leaked("READ globex worked in acme's transaction");
                                    return null;
                                });
                            });
                            return null;
                        })),
                of(
                        128,
                        "connection, acme's rows",
                        b -> acme(() -> {
                            b.jdbc(connection -> {
                                Attempt.run(connection, OWN, "acme");
                                globex(() -> {
                                    b.saw(Attempt.run(connection, "select item from booking"));
                                    return null;
                                });
                            });
                            return null;
                        })),
                of(
                        128,
                        "prepared statement",
                        b -> acme(() -> {
                            b.jdbc(connection -> {
                                try (PreparedStatement prepared = connection.prepareStatement(OWN)) {
                                    prepared.setString(1, "acme");
                                    Attempt.read(prepared.executeQuery());
                                    globex(() -> {
                                        b.saw(Attempt.read(prepared.executeQuery()));
                                        return null;
                                    });
                                }
                            });
                            return null;
                        })),
                of(
                        128,
                        "commit",
                        b -> acme(() -> {
                            b.jdbc(connection -> {
                                Attempt.run(connection, "update booking set version = 0 where tenant_id = ?", "acme");
                                globex(() -> {
                                    connection.commit();
                                    b.leaked("WRITE globex finished what acme had begun");
                                    return null;
                                });
                            });
                            return null;
                        })),
                of(
                        130,
                        "savepoint",
                        b -> acme(() -> {
                            b.jdbc(connection -> {
                                Attempt.run(connection, OWN, "acme");
                                Savepoint taken = connection.setSavepoint();
                                globex(() -> {
                                    connection.rollback(taken);
                                    b.leaked("WRITE globex took back what acme wrote");
                                    return null;
                                });
                            });
                            return null;
                        })));
    }

    private static List<Probe> batches() {
        return List.of(
                of(
                        133,
                        "flushed by another",
                        b -> b.jdbc(connection -> {
                            try (PreparedStatement batch = connection.prepareStatement(INSERT)) {
                                acme(() -> {
                                    add(batch, 70, "acme");
                                    return null;
                                });
                                batch.executeBatch();
                            }
                        })),
                of(
                        133,
                        "continued by another",
                        b -> acme(() -> {
                            b.jdbc(connection -> {
                                try (PreparedStatement batch = connection.prepareStatement(INSERT)) {
                                    globex(() -> {
                                        add(batch, 70, "acme");
                                        return null;
                                    });
                                    batch.executeBatch();
                                }
                            });
                            return null;
                        })),
                of(
                        134,
                        "two tenants",
                        b -> b.jdbc(connection -> {
                            try (PreparedStatement batch = connection.prepareStatement(INSERT)) {
                                add(batch, 71, "globex");
                                add(batch, 70, "acme");
                                batch.executeBatch();
                            }
                        })));
    }

    private static void add(PreparedStatement batch, long id, String tenant) throws Exception {
        batch.setLong(1, id);
        batch.setString(2, tenant);
        batch.addBatch();
    }
}
