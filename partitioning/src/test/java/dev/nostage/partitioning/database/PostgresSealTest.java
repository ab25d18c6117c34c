package dev.nostage.partitioning.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

/** The application's role works for globex, sends whatever SQL it likes, and wants to be taken for acme. */
final class PostgresSealTest extends SealedNotes {

    @Test
    void believesWhoeverRaisedItAndWhoeverRaisedItAgain() throws SQLException {
        DatabaseWall second = new DatabaseWall(database.role());
        raise(second);
        for (DatabaseWall each : List.of(wall, second)) {
            begin(each, ACME);
            assertThat(notes()).containsExactly("ACME");
        }
        assertThat(database.findings(CHECK)).isEmpty();
        assertThat(wall.findings(connection)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme",
                "0000000000000000000000000000000000000000000000000000000000000000acme",
                "<own>acme",
                "<other>acme",
                "<own> acme",
                "<own>",
                "<own>globex' or 'acme",
                "'\\x00"
            })
    void believesNoSettingThatIsGuessedOrTakenFromAnother(String value) throws SQLException {
        begin(wall, GLOBEX);
        String own = read("select left(current_setting('nostage.tenant'), 64)").get(0);
        String other = HmacKey.of("the secret of another database, and long").digest("acme");
        read(
                "select set_config('nostage.tenant', ?, true)",
                value.replace("<own>", own).replace("<other>", other));
        disbelieved(this::notes);
        begin(wall, GLOBEX);
        assertThat(notes()).containsExactly("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select now() at time zone '<ours>'",
                "select decode('00', '<ours>')",
                "select encode('', 'secret <ours>')",
                "select encode('', '<ours> secret')",
                "select encode('', 'secret \"<ours>\"')",
                "select encode('', '\"<ours>\" secret')",
                "do $$begin raise invalid_parameter_value using message = 'unrecognized encoding: \"<ours>\"'; end$$"
            })
    void takesNoOtherErrorForItsOwn(String sql) throws SQLException {
        begin(wall, GLOBEX);
        read("select set_config('nostage.tenant', 'acme', true)");
        String ours = catchThrowableOfType(PSQLException.class, this::notes)
                .getServerErrorMessage()
                .getMessage()
                .split("\"")[1];
        begin(wall, GLOBEX);

        assertThatThrownBy(() -> run(sql.replace("<ours>", ours)))
                .hasMessageContaining(ours)
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("22023");
                    assertThat(PostgresSeal.isRefusal(e)).isFalse();
                });
    }

    @Test
    void isKnownByItsErrorInABatchToo() throws SQLException {
        begin(wall, GLOBEX);
        read("select set_config('nostage.tenant', 'acme', true)");
        disbelieved(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.addBatch("insert into note values (2, 'acme', 'new')");
                statement.executeBatch();
            }
        });
    }

    @Test
    void letsAStampBeSeenInItsTransactionAlone() throws SQLException {
        begin(wall, ACME);
        assertThat(read("select current_setting('nostage.tenant')").get(0)).endsWith("acme");
        connection.commit();
        assertThat(read("select current_setting('nostage.tenant', true)")).containsExactly("");
        assertThat(notes()).isEmpty();
    }

    /** Names of a temporary schema come first where nobody says otherwise. */
    @Test
    void asksNothingThatTheCallerPutInItsPlace() throws SQLException {
        begin(wall, GLOBEX);
        String own = read("select left(current_setting('nostage.tenant'), 64)").get(0);
        run(
                "create temp table nostage_secret (outer_key bytea, inner_key bytea)",
                "insert into nostage_secret values ('', '')",
                "create domain pg_temp.text as int",
                "create function pg_temp.sha256(bytea) returns bytea language sql as $$select ''::bytea$$",
                "set local search_path = pg_temp, public, pg_catalog");
        assertThat(notes()).containsExactly("mine");
        read("select set_config('nostage.tenant', ?, true)", own + "acme");
        disbelieved(this::notes);
    }

    @Test
    void takesThePlaceOfAPolicyThatBelievesTheSetting() throws SQLException {
        database.owner(
                "drop policy nostage_tenant on note",
                "create policy nostage_tenant on note using (tenant_id ="
                        + " nullif(current_setting('nostage.tenant', true), ''))",
                "drop view nostage_current",
                "drop table nostage_secret");
        raise(wall);
        assertThat(database.findings(CHECK)).isEmpty();
        read("select set_config('nostage.tenant', 'acme', true)");
        disbelieved(this::notes);
        begin(wall, ACME);
        assertThat(notes()).containsExactly("ACME");
    }

    @Test
    void isAskedOnceAStatementAndKeepsTheIndex() throws SQLException {
        begin(wall, GLOBEX);
        for (String sql : List.of(
                "select text from note",
                "select text from note where tenant_id = 'globex'",
                "select text from note where tenant_id = 'globex' and id = 1")) {
            String plan = String.join("\n", read("explain (analyze, verbose, costs off, timing off) " + sql));
            assertThat(plan)
                    .containsOnlyOnce("nostage_secret (actual")
                    .containsPattern(
                            "InitPlan 1.*\n.*Seq Scan on public.nostage_secret \\(actual rows=1(.00)? loops=1\\)")
                    .containsPattern("Index Cond: .*tenant_id")
                    .doesNotContainPattern("Seq Scan on public.note\\b(?!_)");
        }
    }
}
