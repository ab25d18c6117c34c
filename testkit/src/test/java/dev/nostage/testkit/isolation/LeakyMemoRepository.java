package dev.nostage.testkit.isolation;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Asks the database past all walls, on a connection of its own. */
@Requires(property = "test.memos", value = "leaky")
@JdbcRepository(dialect = Dialect.H2)
abstract class LeakyMemoRepository implements CrudRepository<Memo, UUID> {

    List<String> everybodysTexts() {
        return ask("select text from memo", null);
    }

    int howMany() {
        return Integer.parseInt(ask("select count(*) from memo", null).get(0));
    }

    String summary() {
        return howMany() + " memos";
    }

    void wipe(UUID id) {
        ask("select text from final table (update memo set stars = 0 where id = ?)", id);
    }

    private static List<String> ask(String sql, Object value) {
        List<String> answers = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(LeakyApplications.DATABASE, "sa", "");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            if (value != null) {
                statement.setObject(1, value);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answers.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return answers;
    }
}
