package dev.nostage.partitioning.leak;

import static dev.nostage.partitioning.leak.Probe.of;

import java.io.StringReader;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Values that are bound in other ways than the wall may expect, or to another place. */
final class BoundValues {

    private BoundValues() {}

    static List<Probe> probes() {
        return List.of(
                of(
                                151,
                                "counted in a comment",
                                b -> b.jdbc(connection -> {
                                    try (PreparedStatement statement = connection.prepareStatement(
                                            "select item from booking where /*/ ? */ tenant_id = ? and (id > 0 or item = ?)")) {
                                        statement.setString(1, "globex");
                                        statement.setString(2, "acme");
                                        statement.setString(3, "x");
                                        b.saw(Attempt.read(statement.executeQuery()));
                                    }
                                }))
                        .on(Database.POSTGRES),
                of(
                        151,
                        "bound again",
                        b -> b.jdbc(connection -> {
                            try (PreparedStatement statement = connection.prepareStatement(Contexts.OWN)) {
                                statement.setString(1, "globex");
                                Attempt.read(statement.executeQuery());
                                statement.setString(1, "acme");
                                b.saw(Attempt.read(statement.executeQuery()));
                            }
                        })),
                of(152, "setObject", b -> bound(b, statement -> statement.setObject(1, "acme"))),
                of(
                        152,
                        "setObject of a type",
                        b -> bound(b, statement -> statement.setObject(1, "acme", java.sql.Types.VARCHAR))),
                of(
                        152,
                        "stream",
                        b -> bound(b, statement -> statement.setCharacterStream(1, new StringReader("acme"), 4))),
                of(
                        152,
                        "cleared",
                        b -> bound(b, statement -> {
                            statement.setString(1, "globex");
                            statement.clearParameters();
                            statement.setObject(1, new StringBuilder("acme").toString());
                        })));
    }

    @FunctionalInterface
    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    private static void bound(Attempt attempt, Binding binding) throws Exception {
        attempt.jdbc(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(Contexts.OWN)) {
                binding.to(statement);
                attempt.saw(Attempt.read(statement.executeQuery()));
            }
        });
    }
}
