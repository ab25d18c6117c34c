package dev.nostage.partitioning.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.tenancy.TenantId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLWarning;

/** The application's role works for globex, sends whatever SQL it likes, and wants to be taken for acme. */
final class PostgresSealTest {

    private static final CatalogCheck CHECK = new CatalogCheck(Set.of(), List.of());
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");

    private final TestDatabase database = TestDatabase.postgres();
    private final DatabaseWall wall = new DatabaseWall(database.role());
    private Connection connection;

    @BeforeEach
    void acmeHasRows() throws SQLException {
        database.owner(
                "create table note (id int, tenant_id varchar(63) not null check (tenant_id <> ''), text text,"
                        + " primary key (tenant_id, id))",
                "insert into note select g, 't' || g % 50, 'x' from generate_series(1, 5000) g",
                "insert into note values (1, 'acme', 'ACME'), (1, 'globex', 'mine')",
                "analyze note");
        raise(wall);
        connection = database.application().getConnection();
        connection.setAutoCommit(false);
    }

    private void raise(DatabaseWall raised) throws SQLException {
        try (Connection owner = database.owner().getConnection()) {
            raised.raise(owner);
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void begin(DatabaseWall by, TenantId tenant) throws SQLException {
        connection.rollback();
        by.stamp().of(connection).stamp(connection, tenant);
    }

    private List<String> read(String sql, Object... values) throws SQLException {
        return Rows.of(connection, sql, row -> row.getString(1), values);
    }

    private List<String> notes() throws SQLException {
        return read("select text from note");
    }

    private static void disbelieved(ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContaining("nostage.tenant was set without its proof")
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(PostgresSeal.isRefusal(e)).isTrue());
    }

    private static void denied(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

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

    @Test
    void letsAStampBeSeenInItsTransactionAlone() throws SQLException {
        begin(wall, ACME);
        assertThat(read("select current_setting('nostage.tenant')").get(0)).endsWith("acme");
        connection.commit();
        assertThat(read("select current_setting('nostage.tenant', true)")).containsExactly("");
        assertThat(notes()).isEmpty();
    }

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

    private void run(String... statements) throws SQLException {
        run(connection, statements);
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
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
        try {
            notes();
        } catch (SQLException e) {
            told.add(String.valueOf(e));
        }
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
        assertThatThrownBy(() -> wall.stamp().of(connection)).isInstanceOf(SQLException.class);
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
    void refusesAShortSecretAndDoesNotTellIt() {
        assertThatThrownBy(() -> new DatabaseWall(null, "too short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9 characters")
                .hasMessageNotContaining("too short");
    }
}
