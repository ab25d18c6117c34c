package dev.nostage.partitioning.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLWarning;

/** The application's role sends whatever SQL it likes, and wants to know or to change what proves a tenant. */
final class PostgresSecretTest extends SealedNotes {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from nostage_secret",
                "select count(*) from nostage_secret",
                "copy nostage_secret to stdout",
                "lock table nostage_secret",
                "update nostage_secret set inner_key = ''",
                "insert into nostage_secret values ('', '')",
                "delete from nostage_secret",
                "truncate nostage_secret",
                "alter table nostage_secret owner to current_user",
                "drop table nostage_secret",
                "grant select on nostage_secret to current_user",
                "create trigger t after insert on nostage_secret execute function now()",
                "create or replace view nostage_current as select 'acme'::text as tenant",
                "alter view nostage_current set (security_invoker = true)",
                "alter view nostage_current owner to current_user",
                "alter view nostage_current rename to other",
                "create rule r as on delete to nostage_current do instead nothing",
                "create trigger t instead of delete on nostage_current execute function now()",
                "lock table nostage_current in share mode",
                "select * from nostage_current for update",
                "drop view nostage_current cascade",
                "comment on view nostage_current is 'nostage key 00'",
                "alter policy nostage_tenant on note using (true)",
                "set role <owner>",
                "set session authorization <owner>",
                "set session authorization postgres",
                "set role pg_read_all_data",
                "create function public.f() returns text language sql as 'select 1'",
                "select pg_read_file('postgresql.conf')"
            })
    void refusesToBeReadOrChanged(String sql) throws SQLException {
        begin(wall, GLOBEX);
        denied(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql.replace("<owner>", database.ownerRole()));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into nostage_current values ('acme')",
                "insert into nostage_current default values",
                "update nostage_current set tenant = 'acme'",
                "delete from nostage_current"
            })
    void isNotWrittenThroughItsViewWhateverIsGranted(String sql) throws SQLException {
        database.owner("grant all on nostage_current to " + database.role());
        begin(wall, GLOBEX);
        assertThatThrownBy(() -> run(sql)).hasMessageContaining("view \"nostage_current\"");
        begin(wall, GLOBEX);
        assertThat(notes()).containsExactly("mine");
    }

    /** What is cheap and leaks is asked before what is dear, where the planner may choose. */
    @Test
    void hidesTheSecretFromTheConditionsOfWhoeverAsks() throws SQLException {
        begin(wall, GLOBEX);
        run("create function pg_temp.leak(seen text) returns boolean language plpgsql cost 0.0001 as"
                + " $$begin raise warning 'seen %', seen; return true; end$$");
        assertThat(read("select tenant from nostage_current where pg_temp.leak(tenant)"))
                .containsExactly("globex");
        assertThat(read("explain (verbose, costs off) select tenant from nostage_current where"
                        + " pg_temp.leak(tenant)"))
                .anyMatch(line -> line.matches(" *Filter: pg_temp.*leak\\(nostage_current.tenant\\)"));
    }

    @Test
    void standsWhateverTheSearchPathOfWhoeverAsks() throws SQLException {
        try (Connection owner = database.owner().getConnection()) {
            run(owner, "create table pg_temp.nostage_secret (outer_key bytea, inner_key bytea)");
            assertThat(new PostgresSeal(owner, "public").stands()).isTrue();
        }
    }

    @Test
    void tellsTheSecretToNobodyHoweverMuchTheServerTells() throws SQLException {
        List<String> told = new ArrayList<>();
        begin(wall, GLOBEX);
        try (Statement statement = connection.createStatement()) {
            for (String setting : List.of(
                    "client_min_messages = debug5",
                    "debug_print_parse = on",
                    "debug_print_rewritten = on",
                    "debug_print_plan = on",
                    "log_parameter_max_length_on_error = -1")) {
                statement.execute("set local " + setting);
            }
            for (int i = 0; i < 2; i++) {
                statement.execute("select text from note");
                for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
                    told.add(String.valueOf(((PSQLWarning) each).getServerErrorMessage()));
                }
            }
        }
        assertThat(told).anyMatch(line -> line.contains("nostage_secret"));
        begin(wall, GLOBEX);
        told.addAll(read("explain (analyze, verbose, settings) select text from note"));
        for (String view : List.of(
                "pg_stats", "pg_settings", "pg_prepared_statements", "pg_proc", "pg_description", "pg_stat_activity")) {
            told.addAll(read("select t::text from " + view + " t"));
        }
        read("select set_config('nostage.tenant', 'acme', true)");
        Throwable disbelief = catchThrowable(this::notes);
        assertThat(disbelief).isInstanceOf(SQLException.class);
        told.add(String.valueOf(disbelief));
        List<String> secrets = database.all("select encode(inner_key, 'hex') from nostage_secret union all"
                + " select encode(outer_key, 'hex') from nostage_secret");
        assertThat(secrets).hasSize(2);
        String everything = String.join("\n", told);
        for (String secret : secrets) {
            assertThat(everything).doesNotContainIgnoringCase(secret);
        }
    }

    @Test
    void showsNoSessionTheProofThatAnotherSends() throws SQLException {
        begin(wall, ACME);
        try (Connection other = database.application().getConnection()) {
            assertThat(Rows.of(other, "select query from pg_stat_activity", row -> String.valueOf(row.getString(1))))
                    .anyMatch(query -> query.contains("set_config"))
                    .noneMatch(query -> query.matches("(?s).*[0-9a-f]{64}.*"));
        }
    }

    @Test
    void findsADriverThatShowsIt() throws SQLException {
        String simple = database.url() + (database.url().contains("?") ? "&" : "?") + "preferQueryMode=simple";
        try (Connection telling = DriverManager.getConnection(simple, database.role(), "")) {
            assertThat(CHECK.findings(telling))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.rule()).isEqualTo(Rule.STAMP))
                    .satisfies(finding -> assertThat(finding.what()).contains("preferQueryMode=simple"));
        }
    }

    @Test
    void takesTheConfiguredSecretAndShutsOutWhoKnowsAnother() throws SQLException {
        DatabaseWall configured = new DatabaseWall(database.role(), TestDatabase.SECRET);
        raise(configured);
        // What was open as the secret was changed.
        new PostgresStamp(HmacKey.random()).stamp(connection, ACME);
        disbelieved(this::notes);
        begin(configured, ACME);
        assertThat(notes()).containsExactly("ACME");
        connection.rollback();

        assertThatThrownBy(() -> wall.stamp().of(connection))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("nostage.partitioning.stamp-secret");
        assertThat(wall.findings(connection)).extracting(Finding::rule).containsExactly(Rule.STAMP);
        assertThat(database.findings(CHECK)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"update nostage_secret set outer_key = ''", "delete from nostage_secret"})
    void makesANewSecretWhereTheOldOneWasEmptied(String emptied) throws SQLException {
        begin(wall, ACME);
        connection.rollback();
        database.owner(emptied);
        begin(wall, ACME);
        if (emptied.startsWith("update")) {
            disbelieved(this::notes);
        } else {
            assertThat(notes()).isEmpty();
            denied(() -> run("insert into note values (2, 'acme', 'new')"));
            connection.rollback();
            assertThat(wall.findings(connection))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.what()).startsWith("has no secret"));
        }
        connection.rollback();
        DatabaseWall restarted = new DatabaseWall(database.role());
        raise(restarted);
        begin(restarted, ACME);
        assertThat(notes()).containsExactly("ACME");
        connection.rollback();
        assertThatThrownBy(() -> wall.stamp().of(connection))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("nostage.partitioning.stamp-secret");
    }

    @Test
    void refusesAShortSecretAndDoesNotTellIt() {
        assertThatThrownBy(() -> new DatabaseWall(null, "too short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9 characters")
                .hasMessageNotContaining("too short");
    }
}
