package dev.nostage.partitioning.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.guide.GuidePage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guide's way from an existing schema to a partitioned one, over rows of that schema, back and forth. */
final class GuideMigrationTest {

    private static final CatalogCheck CHECK = new CatalogCheck(Set.of("currency"), List.of());

    /** More than two chunks of the backfill. */
    private static final int ROWS = 12_000;

    /** Enough for H2, which fills nothing in batches, and joins what has no index by looking at every pair. */
    private static final int FEW_ROWS = 500;

    private static final String SEED = "insert into currency values ('EUR', 'Euro');"
            + "insert into client (name, email) select 'c' || x, 'c' || x || '@example.org' from "
            + "%1$s;"
            + "insert into invoice (client_id, number, total, currency, version)"
            + " select c.id, 'n' || c.id, c.id, 'EUR', 0 from client c";

    private static final String EVERYTHING = "select count(*) || ' ' || count(distinct c.id) || ' ' || sum(i.total)"
            + " || ' ' || min(i.number) || ' ' || max(i.number) from invoice i join client c on c.id = i.client_id"
            + " and c.email = c.name || '@example.org' where c.id <= " + ROWS;

    private Map<String, String> scripts;
    private int sold;

    @BeforeEach
    void read() {
        scripts = GuidePage.scripts();
    }

    private void run(TestDatabase database, String script) {
        assertThat(scripts).containsKey(script);
        for (String statement : GuidePage.statements(scripts.get(script))) {
            database.owner(statement);
        }
    }

    private void fill(TestDatabase database, String numbers) {
        run(database, "V1__billing.sql");
        database.owner(SEED.formatted(numbers).split(";"));
    }

    /** What the release that knows no tenants does with the tables, as their owner. */
    private void sell(TestDatabase database) {
        sold++;
        database.owner(
                "insert into client (name, email) values ('new', 'new" + sold + "@example.org')",
                "insert into invoice (client_id, number, total, currency, version) select id, 'new" + sold
                        + "', 1, 'EUR', 0 from client where email = 'new" + sold + "@example.org'",
                "update invoice set total = 2, version = 1 where number = 'new" + sold + "' and version = 0");
        assertThat(database.all("select count(*) from invoice i join client c on c.id = i.client_id where i.total = 2"
                        + " and c.name = 'new'"))
                .containsExactly(String.valueOf(sold));
    }

    @Test
    void keepsEveryRowAndLetsTheOldReleaseWorkAtEveryStepThereAndBack() {
        TestDatabase database = TestDatabase.postgres();
        fill(database, "generate_series(1, " + ROWS + ") as s (x)");
        List<String> before = database.all(EVERYTHING);

        there(database, "V2__expand.sql", "U2__expand.sql");
        there(database, "V3__backfill.sql");
        there(database, "V4__indexes.sql", "U4__indexes.sql");
        there(database, "V5__promise.sql", "U5__promise.sql");
        there(database, "V6__validate.sql", "U5__promise.sql", "V5__promise.sql");
        there(database, "V7__keys.sql");
        for (String back : List.of("U7a__old_indexes.sql", "U7b__old_keys.sql", "U7c__old_reference.sql")) {
            there(database, back);
        }
        for (String again : List.of("V4__indexes.sql", "V5__promise.sql", "V6__validate.sql", "V7__keys.sql")) {
            there(database, again);
        }
        there(database, "V8__old_release.sql", "U8__old_release.sql");
        assertThat(database.findings(CHECK))
                .extracting(Finding::rule)
                .doesNotContain(Rule.TENANT_NOT_NULL, Rule.TENANT_NOT_EMPTY, Rule.PRIMARY_KEY, Rule.UNIQUE_KEY)
                .doesNotContain(Rule.FOREIGN_KEY);

        database.raise();
        sell(database);
        assertThat(database.findings(CHECK)).extracting(Finding::rule).containsOnly(Rule.POLICY);
        there(database, "V9__walled.sql", "U9__walled.sql");

        assertThat(database.findings(CHECK)).isEmpty();
        assertThat(database.all(EVERYTHING)).isEqualTo(before);
        assertThat(database.all("select count(*) from invoice where tenant_id = 'acme'"))
                .containsExactly(String.valueOf(ROWS + sold));
        assertThat(database.all("select count(*) from client where tenant_id = 'acme'"))
                .containsExactly(String.valueOf(ROWS + sold));
        assertThat(database.all("select count(*) from pg_index where not indisvalid or not indisready"))
                .containsExactly("0");
        assertThat(database.all("select string_agg(conname, ' ') from pg_constraint where not convalidated"))
                .containsOnlyNulls();
    }

    /** A step, and if there is a way back the step once more. */
    private void there(TestDatabase database, String step, String... back) {
        run(database, step);
        if (!step.equals("V9__walled.sql")) {
            sell(database);
        }
        for (String undo : back) {
            run(database, undo);
            sell(database);
        }
        if (back.length > 0) {
            run(database, step);
        }
    }

    @Test
    void keepsEveryRowOnH2() {
        TestDatabase database = TestDatabase.h2();
        fill(database, "system_range(1, " + FEW_ROWS + ") as s (x)");
        List<String> before = database.all(EVERYTHING);
        run(database, "h2/V2__partition.sql");
        database.raise();

        assertThat(database.findings(CHECK)).isEmpty();
        assertThat(database.all(EVERYTHING)).isEqualTo(before);
        assertThat(database.all("select count(*) from invoice where tenant_id = 'acme'"))
                .containsExactly(String.valueOf(FEW_ROWS));
        assertThatThrownBy(() -> database.owner("delete from invoice")).hasStackTraceContaining("no tenant bound");
    }

    /** A table as one may have it, before anybody raised a wall. */
    private static TestDatabase unwalled() {
        TestDatabase database = TestDatabase.postgres();
        database.owner(
                "create table currency (code varchar(3) primary key)",
                "create table invoice (id bigint generated by default as identity primary key,"
                        + " tenant_id varchar(63), number varchar(20) not null)",
                "grant select, insert, update, delete on invoice to " + database.role());
        return database;
    }

    @Test
    void quotesTheCheckAtTheStart() {
        TestDatabase database = unwalled();
        CatalogCheck check = new CatalogCheck(List.of(), List.of());
        assertThatThrownBy(() -> Verification.ENFORCE.of("default", database.application(), check::findings))
                .satisfies(e -> assertThat(GuidePage.quotes(e.getMessage()))
                        .as(e.getMessage())
                        .isTrue());
        assertThat(asOwner(database, check))
                .filteredOn(finding -> finding.rule() == Rule.ROLE)
                .extracting(finding ->
                        (finding.table() + " [ROLE] " + finding.what()).replace(database.ownerRole(), "shop_owner"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(GuidePage.quotes(line)).as(line).isTrue());
    }

    private static List<Finding> asOwner(TestDatabase database, CatalogCheck check) {
        return new TestDatabase("", "", database.admin(), database.owner(), database.owner(), true).findings(check);
    }
}
