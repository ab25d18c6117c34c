package dev.nostage.partitioning.jdbc;

import static dev.nostage.partitioning.jdbc.StampedDatabase.ACME;
import static dev.nostage.partitioning.jdbc.StampedDatabase.texts;
import static dev.nostage.partitioning.jdbc.WalledDatabase.bound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks sees the answers to what was asked, and nothing of the stamp that was sent with it. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
final class StampedAnswersTest {

    private static final String READ = "select id, text from note where tenant_id = ? and id < ? order by id";

    @Parameter
    boolean autoCommit;

    private final StampedDatabase database = new StampedDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    /** Runs it as the first of its transaction and as one that follows. */
    private void asked(WalledDatabase.Jdbc work) throws SQLException {
        for (boolean first : new boolean[] {true, false}) {
            database.as(ACME, connection -> {
                connection.setAutoCommit(autoCommit);
                if (!first) {
                    texts(bound(connection, "select text from note where tenant_id = ?", "acme")
                            .executeQuery());
                }
                work.on(connection);
                if (!autoCommit) {
                    connection.rollback();
                }
            });
        }
    }

    private static PreparedStatement read(Connection connection) throws SQLException {
        PreparedStatement read = connection.prepareStatement(READ);
        read.setString(1, "acme");
        read.setInt(2, 5);
        return read;
    }

    @Test
    void hasOneResult() throws SQLException {
        asked(connection -> {
            PreparedStatement read = read(connection);
            assertThat(read.execute()).isTrue();
            ResultSet rows = read.getResultSet();
            assertThat(rows.getStatement()).isSameAs(read);
            assertThat(texts(rows)).containsExactly("1", "2");
            assertThat(read.getMoreResults()).isFalse();
            assertThat(read.getUpdateCount()).isEqualTo(-1);
            assertThatThrownBy(read::executeUpdate).isInstanceOf(SQLException.class);
        });
    }

    @Test
    void tellsOfItsOwnColumnsAndParameters() throws SQLException {
        asked(connection -> {
            PreparedStatement read = connection.prepareStatement(READ);
            assertThat(read.getMetaData().getColumnCount()).isEqualTo(2);
            assertThat(read.getMetaData().getColumnLabel(2)).isEqualTo("text");
            assertThat(read.getParameterMetaData().getParameterCount()).isEqualTo(2);
            assertThat(read.getParameterMetaData().getParameterType(2)).isEqualTo(Types.INTEGER);
            assertThatThrownBy(() -> read.setInt(3, 1)).isInstanceOf(SQLException.class);
        });
    }

    @Test
    void keepsToMostRowsAndToTheEndOfThem() throws SQLException {
        asked(connection -> {
            PreparedStatement read = read(connection);
            read.setMaxRows(1);
            read.closeOnCompletion();
            ResultSet rows = read.executeQuery();
            assertThat(read.isClosed()).isFalse();
            assertThat(texts(rows)).containsExactly("1");
            assertThat(read.isClosed()).isTrue();
        });
    }

    @Test
    void scrolls() throws SQLException {
        asked(connection -> {
            PreparedStatement read =
                    connection.prepareStatement(READ, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
            read.setString(1, "acme");
            read.setInt(2, 5);
            ResultSet rows = read.executeQuery();
            assertThat(rows.last()).isTrue();
            assertThat(rows.getRow()).isEqualTo(2);
        });
    }

    @Test
    void countsWhatItWrites() throws SQLException {
        asked(connection -> {
            PreparedStatement write = bound(connection, "update note set text = 'x' where tenant_id = ?", "acme");
            assertThat(write.execute()).isFalse();
            assertThat(write.getUpdateCount()).isEqualTo(2);
            assertThat(write.executeLargeUpdate()).isEqualTo(2);
        });
    }

    @Test
    void answersWithTheRowsThatItWrites() throws SQLException {
        asked(connection -> {
            String sql = "insert into note (tenant_id, text) values (?, ?) returning text";
            assertThat(texts(bound(connection, sql, "acme", "new").executeQuery()))
                    .containsExactly("new");
            PreparedStatement renamed = bound(
                    connection,
                    "with changed as (update note set text = 'y' where tenant_id = ? and id = 1 returning text)"
                            + " select text from changed",
                    "acme");
            assertThat(texts(renamed.executeQuery())).containsExactly("y");
        });
    }

    @Test
    void handsBackGeneratedKeys() throws SQLException {
        asked(connection -> {
            String sql = "insert into note (tenant_id, text) values (?, ?)";
            PreparedStatement named = connection.prepareStatement(sql, new String[] {"id"});
            PreparedStatement any = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
            for (PreparedStatement insert : new PreparedStatement[] {named, any}) {
                insert.setString(1, "acme");
                insert.setString(2, "keyed");
                assertThat(insert.executeUpdate()).isEqualTo(1);
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(keys.getInt("id")).isGreaterThanOrEqualTo(10);
                    assertThat(keys.next()).isFalse();
                }
            }
        });
    }

    @Test
    void runsBatches() throws SQLException {
        asked(connection -> {
            PreparedStatement insert = connection.prepareStatement(
                    "insert into note (tenant_id, text) values (?, ?)", Statement.RETURN_GENERATED_KEYS);
            for (String text : new String[] {"a", "b"}) {
                insert.setString(1, "acme");
                insert.setString(2, text);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).containsExactly(1, 1);
            assertThat(texts(insert.getGeneratedKeys())).hasSize(2);
            try (Statement texts = connection.createStatement()) {
                texts.addBatch("update note set text = 'c' where tenant_id = 'acme' and text = 'a'");
                texts.addBatch("delete from note where tenant_id = 'acme' and text = 'b'");
                assertThat(texts.executeBatch()).containsExactly(1, 1);
            }
        });
    }

    @Test
    void sendsPlainText() throws SQLException {
        asked(connection -> {
            try (Statement statement = connection.createStatement()) {
                assertThat(statement.execute("select text from note where tenant_id = 'acme' and id < 5 order by id"))
                        .isTrue();
                assertThat(texts(statement.getResultSet())).hasSize(2);
                assertThat(statement.executeUpdate(
                                "insert into note (tenant_id) values ('acme')", Statement.RETURN_GENERATED_KEYS))
                        .isEqualTo(1);
                assertThat(texts(statement.getGeneratedKeys())).hasSize(1);
            }
        });
    }
}
