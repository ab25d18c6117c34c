package dev.nostage.partitioning.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nostage.tenancy.Tenant;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a database says of a value may be another tenant's: it is not passed on. */
final class DataErrorTest {

    private static final Tenant ACME = Tenant.live("acme");

    private final WalledDatabase database = new WalledDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    private static String all(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select cast(text as int) from note",
                "select 1 from note where text = 0",
                "select cast(text as date) from note",
                "select cast(text as boolean) from note",
                "select cast(text as uuid) from note",
                "select to_date('2026', text) from note",
                "select formatdatetime(now(), 'b' || text) from note",
                "select hash(text, cast('x' as varbinary)) from note",
                "select regexp_like('x', '[' || text) from note",
                "select dateadd(text, 1, now()) from note",
                "select text + 1 from note",
                "select parsedatetime(text, 'yyyy') from note"
            })
    void quotesNoValueOfAForeignRow(String sql) throws SQLException {
        DataSource unjudged = Unjudged.over(database.physical);
        SQLException error = catchThrowableOfType(
                SQLException.class,
                () -> StampedDatabase.as(ACME, unjudged, connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        statement.executeQuery().close();
                    }
                }));

        assertThat((Throwable) error).as(sql).isNotNull();
        assertThat(all(error)).doesNotContainIgnoringCase("secret").doesNotContainIgnoringCase("ours");
    }

    @Test
    void saysTheStateAndTheCode() {
        assertThatThrownBy(() -> database.as(
                        ACME,
                        connection -> connection
                                .createStatement()
                                .executeQuery("select cast(text as int) from note where tenant_id = 'acme'")))
                .isInstanceOfSatisfying(SQLException.class, error -> {
                    assertThat(error.getSQLState()).isEqualTo("22018");
                    assertThat(error.getErrorCode()).isEqualTo(22018);
                    assertThat((Throwable) error)
                            .hasMessageStartingWith(
                                    "The database could not work with a value (SQLState 22018, code 22018)")
                            .hasNoCause();
                    assertThat(all(error)).doesNotContain("ours");
                });
    }

    @Test
    void saysOfABatchWhatItDid() throws SQLException {
        database.as(ACME, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.addBatch("insert into note (tenant_id, text) values ('acme', 'fine')");
                statement.addBatch("update note set id = cast(text as int) where tenant_id = 'acme'");
                assertThatThrownBy(statement::executeBatch)
                        .isInstanceOfSatisfying(BatchUpdateException.class, error -> {
                            assertThat(error.getUpdateCounts()).containsExactly(1, Statement.EXECUTE_FAILED);
                            assertThat(all(error)).doesNotContain("ours");
                            assertThat(all(error.getNextException())).doesNotContain("ours");
                        });
            }
        });
    }

    @Test
    void passesOnWhatShowsNoValue() {
        assertThatThrownBy(() -> database.as(
                        ACME,
                        connection -> connection
                                .createStatement()
                                .executeQuery("select missing from note where tenant_id = 'acme'")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("MISSING");
        assertThatThrownBy(() -> database.as(
                        ACME,
                        connection -> connection
                                .createStatement()
                                .executeUpdate("insert into note (tenant_id, id) values ('acme', 1)")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("primary key");
    }
}
