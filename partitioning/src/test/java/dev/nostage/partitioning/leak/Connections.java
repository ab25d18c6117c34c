package dev.nostage.partitioning.leak;

import static dev.nostage.partitioning.leak.Attempt.acme;
import static dev.nostage.partitioning.leak.Attempt.nobody;
import static dev.nostage.partitioning.leak.Probe.of;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** Raw connections: what the pool keeps, and all that a driver offers besides queries. */
final class Connections {

    private static final String ALL = "select item from booking";

    /** One that acme's application has written, with the role that is everybody's. */
    private static final String PLANTED_OBJECT = "do $$begin perform lo_from_bytea(4711, 'ACME-photo');"
            + " grant select on large object 4711 to public; end$$";

    private static final String LARGE_OBJECT = "select convert_from(lo_get(4711), 'UTF8')";

    private Connections() {}

    static List<Probe> probes() {
        List<Probe> probes = new ArrayList<>(pooled());
        probes.addAll(texts());
        probes.addAll(BoundValues.probes());
        return probes;
    }

    private static List<Probe> pooled() {
        return List.of(
                of(135, "exception", b -> {
                    Attempt.ending(() -> acme(() -> {
                        b.jdbc(connection -> {
                            Attempt.run(connection, Contexts.OWN, "acme");
                            throw new IllegalStateException("in the middle");
                        });
                        return null;
                    }));
                    nextBorrower(b);
                }),
                of(135, "refused statement", b -> {
                    Attempt.ending(() -> acme(() -> {
                        b.jdbc(connection -> {
                            Attempt.run(connection, Contexts.OWN, "acme");
                            Attempt.run(connection, "select no_such from booking where tenant_id = ?", "acme");
                        });
                        return null;
                    }));
                    nextBorrower(b);
                }),
                of(136, "cancelled", Cancelling::run).on(Database.POSTGRES),
                of(137, "rollback", b -> {
                    acme(() -> {
                        try (Connection connection = b.source().getConnection()) {
                            Attempt.run(connection, Contexts.OWN, "acme");
                            connection.setAutoCommit(false);
                            Attempt.run(connection, Contexts.OWN, "acme");
                            connection.rollback();
                        }
                        return null;
                    });
                    nextBorrower(b);
                }),
                of(138, "killed", Cancelling::kill).on(Database.POSTGRES),
                of(139, "prepared", b -> preparedOften(b, 1)),
                of(140, "generic plan", b -> preparedOften(b, 12)).on(Database.POSTGRES),
                of(144, "unique", b -> {
                    String insert = "insert into coupon (code, tenant_id, note) values ('%s', 'globex', 'x')";
                    String taken = Attempt.ending(() -> sent(b, insert.formatted("A1")));
                    b.expect(taken, Attempt.ending(() -> sent(b, insert.formatted("Z9"))));
                }));
    }

    static void nextBorrower(Attempt attempt) throws Exception {
        nobody(() -> {
            attempt.jdbc(connection -> attempt.saw(Attempt.run(connection, ALL)));
            return null;
        });
    }

    private static void preparedOften(Attempt attempt, int times) throws Exception {
        attempt.transactions().executeRead(status -> null);
        for (int i = 0; i < times; i++) {
            acme(() -> {
                attempt.jdbc(connection -> Attempt.run(connection, Contexts.OWN, "acme"));
                return null;
            });
        }
        attempt.jdbc(connection -> attempt.saw(Attempt.run(connection, Contexts.OWN, "acme")));
    }

    private static Void sent(Attempt attempt, String sql) throws Exception {
        attempt.jdbc(connection -> Attempt.run(connection, sql));
        return null;
    }

    private static List<Probe> texts() {
        return List.of(
                of(145, "data source", b -> {
                    try (Connection connection = b.source().getConnection()) {
                        b.saw(Attempt.run(connection, ALL));
                    }
                }),
                of(
                        145,
                        "transaction",
                        b -> b.transactions().executeRead(status -> {
                            b.saw(Attempt.run(status.getConnection(), ALL));
                            return null;
                        })),
                of(
                        146,
                        "unwrapped",
                        b -> b.jdbc(connection -> {
                            Class<? extends Connection> physical = b.isPostgres()
                                    ? org.postgresql.jdbc.PgConnection.class
                                    : org.h2.jdbc.JdbcConnection.class;
                            b.saw(Attempt.run(connection.unwrap(physical), ALL));
                        })),
                of(
                        146,
                        "statement's connection",
                        b -> b.jdbc(connection -> {
                            try (Statement statement = connection.createStatement()) {
                                b.saw(Attempt.run(statement.getConnection(), ALL));
                            }
                        })),
                of(
                                146,
                                "made array's connection",
                                b -> b.jdbc(connection -> {
                                    ResultSet made = connection
                                            .createArrayOf("varchar", new Object[] {"x"})
                                            .getResultSet();
                                    b.saw(Attempt.run(made.getStatement().getConnection(), ALL));
                                }))
                        .on(Database.POSTGRES),
                of(
                                146,
                                "connection of an array in an array",
                                b -> b.jdbc(connection -> {
                                    try (Statement statement = connection.createStatement();
                                            ResultSet rows = statement.executeQuery("select array[array['a']]")) {
                                        rows.next();
                                        ResultSet outer = rows.getArray(1).getResultSet();
                                        outer.next();
                                        ResultSet inner = outer.getArray(2).getResultSet();
                                        b.saw(Attempt.run(inner.getStatement().getConnection(), ALL));
                                    }
                                }))
                        .on(Database.POSTGRES),
                of(
                        94,
                        "index",
                        b -> b.jdbc(connection -> {
                            try (ResultSet index = connection
                                    .getMetaData()
                                    .getIndexInfo(null, null, b.isPostgres() ? "booking" : "BOOKING", false, false)) {
                                while (index.next()) {
                                    b.expect(index.getLong("CARDINALITY") > 2, false);
                                }
                            }
                        })),
                of(
                                111,
                                "copy",
                                b -> b.jdbc(connection -> {
                                    var copied = new java.io.StringWriter();
                                    connection
                                            .unwrap(PGConnection.class)
                                            .getCopyAPI()
                                            .copyOut("copy booking to stdout", copied);
                                    b.saw(copied.toString());
                                }))
                        .on(Database.POSTGRES),
                of(
                                111,
                                "copy a query",
                                b -> b.jdbc(connection -> {
                                    var copied = new java.io.StringWriter();
                                    connection
                                            .unwrap(PGConnection.class)
                                            .getCopyAPI()
                                            .copyOut("copy (select * from booking) to stdout", copied);
                                    b.saw(copied.toString());
                                }))
                        .on(Database.POSTGRES),
                of(93, "large object", b -> b.jdbc(connection -> b.saw(Attempt.run(connection, LARGE_OBJECT))))
                        .on(Database.POSTGRES)
                        .planted("acme", PLANTED_OBJECT),
                of(108, "name of a column", b -> b.jdbc(connection -> readsByAColumnsName(b, connection)))
                        .on(Database.POSTGRES),
                of(
                        147,
                        "execute",
                        b -> b.jdbc(connection -> {
                            try (Statement statement = connection.createStatement()) {
                                statement.execute(ALL);
                                b.saw(Attempt.read(statement.getResultSet()));
                            }
                        })),
                of(
                        147,
                        "batch",
                        b -> b.jdbc(connection -> {
                            try (Statement statement = connection.createStatement()) {
                                statement.addBatch("update booking set item = 'taken'");
                                statement.executeBatch();
                            }
                        })),
                of(
                        148,
                        "call",
                        b -> b.jdbc(connection -> {
                            try (CallableStatement call = connection.prepareCall("{call all_items()}")) {
                                call.execute();
                                b.saw(Attempt.read(call.getResultSet()));
                            }
                        })),
                of(
                        148,
                        "escape",
                        b -> b.jdbc(connection -> b.saw(
                                Attempt.run(connection, "select item from booking where {fn length(item)} > 0")))),
                of(149, "updatable", b -> b.jdbc(Connections::deletesThroughAResult)),
                of(149, "insert", b -> b.jdbc(Connections::insertsThroughAResult)));
    }

    /** A driver puts the names that it is to answer the values of into the text, and one of PostgreSQL's as they are. */
    private static void readsByAColumnsName(Attempt attempt, Connection connection) throws SQLException {
        String[] names = {"(select string_agg(item, ',') from booking)"};
        try (PreparedStatement statement =
                connection.prepareStatement("update booking set amount = 7 where tenant_id = ? and id = 3", names)) {
            statement.setString(1, "globex");
            statement.executeUpdate();
            attempt.saw(Attempt.read(statement.getGeneratedKeys()));
        }
    }

    private static void deletesThroughAResult(Connection connection) throws SQLException {
        try (Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery("select code, tenant_id, note from coupon")) {
            while (rows.next()) {
                if (rows.getString("tenant_id").equals("acme")) {
                    rows.deleteRow();
                }
            }
        }
    }

    private static void insertsThroughAResult(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select code, tenant_id, note from coupon where tenant_id = ?",
                ResultSet.TYPE_SCROLL_INSENSITIVE,
                ResultSet.CONCUR_UPDATABLE)) {
            statement.setString(1, "globex");
            try (ResultSet rows = statement.executeQuery()) {
                rows.moveToInsertRow();
                rows.updateString("code", "X1");
                rows.updateString("tenant_id", "acme");
                rows.updateString("note", "planted");
                rows.insertRow();
            }
        }
    }
}
