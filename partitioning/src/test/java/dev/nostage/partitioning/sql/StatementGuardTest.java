package dev.nostage.partitioning.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.partitioning.sql.Corpus.Entry;
import dev.nostage.partitioning.sql.Verdict.Proven;
import dev.nostage.partitioning.sql.Verdict.Refused;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StatementGuardTest {

    private final StatementGuard guard = new StatementGuard(Corpus.TABLES, Set.of());

    static List<Entry> entries() {
        return Corpus.entries();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void judges(Entry entry) {
        Verdict verdict = guard.judge(entry.sql());
        if (entry.allowed()) {
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Proven.class,
                            proven -> assertThat(Stream.concat(
                                                    proven.parameters().stream().map(String::valueOf),
                                                    proven.literals().stream().map(literal -> "'" + literal + "'"))
                                            .collect(Collectors.joining(",")))
                                    .isEqualTo(entry.expected().replace("-", "")));
        } else {
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.message()).contains(entry.expected()));
        }
    }

    @Test
    void speaksOfSqlAndNotOfTheParsersClasses() {
        assertThat(entries())
                .filteredOn(entry -> !entry.allowed())
                .extracting(entry -> ((Refused) guard.judge(entry.sql())).reason())
                .allSatisfy(reason -> assertThat(reason).doesNotContainPattern("[a-z][A-Z]"));
    }

    @Test
    void tellsOfKeywordsWhereOneStandsInTheWay() {
        assertThat(guard.judge("select id from orders where number = ? and tenant_id = ?"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains("named like a keyword"));
        assertThat(List.of(
                        "select id from orders where tenant_id = ? and",
                        "select id, from orders where tenant_id = ?",
                        "select id from orders where tenant_id = ? and (id = 1"))
                .extracting(sql -> ((Refused) guard.judge(sql)).reason())
                .allSatisfy(reason ->
                        assertThat(reason).startsWith("cannot be parsed from").doesNotContain("keyword"));
    }

    @Test
    void hasACorpusThatIsLargeEnough() {
        assertThat(entries()).hasSizeGreaterThan(150);
        assertThat(entries()).filteredOn(Entry::allowed).hasSizeGreaterThan(60);
    }

    @Test
    void namesTheTableAndThePredicateThatIsMissingButNoValue() {
        assertThat(guard.judge("select * from orders o where o.note = 'secret' or o.tenant_id = 'globex'"))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.table()).isEqualTo("orders");
                    assertThat(refused.message())
                            .startsWith("Statement on table \"orders\" has no predicate \"o.tenant_id = ?\" that always"
                                    + " holds")
                            .doesNotContain("secret", "globex");
                });
    }

    @Test
    void tellsWhatAStatementDoes() {
        JudgedStatement statement = proven("with gone as (delete from items where tenant_id = ? returning id)"
                        + " select o.id, now(), current_timestamp, LocalTime, sysdate, 'today'::date, upper(k.name)"
                        + " from orders o join countries k on true where o.tenant_id = ? and o.note = 'now and then'")
                .statement();

        assertThat(statement.writes()).isTrue();
        assertThat(statement.tables()).containsExactlyInAnyOrder("orders", "items", "countries");
        assertThat(statement.functions()).containsExactlyInAnyOrder("now", "upper");
        assertThat(statement.times())
                .containsExactlyInAnyOrder("now", "current_timestamp", "localtime", "sysdate", "'today'");
        assertThat(proven("select id from orders where tenant_id = ?")
                        .statement()
                        .writes())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select nextval('numbers') from orders where tenant_id = ?",
                "select next value for numbers from orders where tenant_id = ?",
                "select numbers.nextval from orders where tenant_id = ?",
                "select * from (select nextval('numbers') as n from orders where tenant_id = ?) s",
                "select id from orders where tenant_id = ? for update",
                "select id from orders where tenant_id = ? for share"
            })
    void tellsWhatAQueryLeavesBehind(String sql) {
        JudgedStatement statement = proven(sql).statement();

        assertThat(statement.writes()).isFalse();
        assertThat(statement.onlyReads()).isFalse();
        assertThat(statement.effects()).hasSize(1);
        assertThat(proven("select id from orders where tenant_id = ?")
                        .statement()
                        .onlyReads())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "now()                              | now",
                "NOW()                              | now",
                "current_timestamp                  | current_timestamp",
                "current_timestamp(3)               | current_timestamp",
                "CURRENT_TIMESTAMP()                | current_timestamp",
                "current_date                       | current_date",
                "current_time                       | current_time",
                "current_time(0)                    | current_time",
                "localtime                          | localtime",
                "localtimestamp                     | localtimestamp",
                "localtimestamp(2)                  | localtimestamp",
                "sysdate                            | sysdate",
                "systimestamp                       | systimestamp",
                "today                              | today",
                "curdate()                          | curdate",
                "curtime()                          | curtime",
                "getdate()                          | getdate",
                "transaction_timestamp()            | transaction_timestamp",
                "statement_timestamp()              | statement_timestamp",
                "clock_timestamp()                  | clock_timestamp",
                "timeofday()                        | timeofday",
                "unix_timestamp()                   | unix_timestamp",
                "pg_catalog.now()                   | now",
                "date_trunc('day', now())           | now",
                "extract(epoch from localtimestamp) | localtimestamp",
                "now() - interval '1 day'           | now",
                "current_timestamp at time zone 'UTC' | current_timestamp",
                "age(o.at)                          | age",
                "\"age\"(o.at)                      | age",
                "'now'::timestamp                   | 'now'",
                "cast('Today' as date)              | 'today'",
                "timestamp 'now'                    | 'now'",
                "date 'tomorrow'                    | 'tomorrow'",
                "timestamptz 'yesterday'            | 'yesterday'",
                "timestamp 'today 10:00'            | 'today'",
                "' now '                            | 'now'",
                "'10:00 tomorrow'                   | 'tomorrow'"
            })
    void tellsHowAStatementAsksForTheTime(String asked, String time) {
        StatementGuard guard =
                new StatementGuard(Corpus.TABLES, Set.of("timeofday", "unix_timestamp", "pg_catalog.now"));

        for (String sql : List.of(
                "select id from orders o where o.tenant_id = ? and o.at < " + asked,
                "select " + asked + " from orders o where o.tenant_id = ?",
                "update orders o set at = " + asked + " where o.tenant_id = ?")) {
            assertThat(guard.judge(sql))
                    .as(sql)
                    .isInstanceOfSatisfying(
                            Proven.class,
                            proven -> assertThat(proven.statement().times()).containsExactly(time));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'now and then'", "'Buy now'", "'2026-11-27'", "''", "age(o.at, ?)", "to_timestamp(0)", "o.today"
            })
    void takesNoTimeFromWhatAsksForNone(String value) {
        assertThat(proven("select " + value + " from orders o where o.tenant_id = ?")
                        .statement()
                        .times())
                .isEmpty();
    }

    @Test
    void callsTheFunctionsThatTheApplicationNames() {
        StatementGuard guard = new StatementGuard(Corpus.TABLES, Set.of("our_function", "ours.too"));

        assertThat(guard.judge("select Our_Function(id), ours.too(id) from orders where tenant_id = ?"))
                .isInstanceOf(Proven.class);
    }

    @Test
    void seesATableThatIsMadeAfterItWasRefused() {
        boolean[] made = {false};
        StatementGuard guard =
                new StatementGuard(table -> made[0] ? Partitions.Kind.SHARED : Partitions.Kind.UNKNOWN, Set.of());

        assertThat(guard.judge("select * from fresh")).isInstanceOf(Refused.class);
        made[0] = true;
        assertThat(guard.judge("select * from fresh")).isInstanceOf(Proven.class);
    }

    @Test
    void provesAnewWhatWasProvenBeforeATableGotItsTenant() {
        Partitions.Kind[] kind = {Partitions.Kind.SHARED};
        long[] version = {1};
        StatementGuard guard = new StatementGuard(
                new Partitions() {
                    @Override
                    public Kind kindOf(TableName table) {
                        return kind[0];
                    }

                    @Override
                    public long version() {
                        return version[0];
                    }
                },
                Set.of());

        assertThat(guard.judge("select * from note")).isInstanceOf(Proven.class);
        kind[0] = Partitions.Kind.PARTITIONED;
        version[0]++;
        assertThat(guard.judge("select * from note")).isInstanceOf(Refused.class);
    }

    @Test
    void readsACommentToTheEndOfTheLineOnly() {
        assertThat(guard.judge("select id from orders -- ours\r\n where tenant_id = ?"))
                .isInstanceOf(Proven.class);
        assertThat(guard.judge("select id from orders where tenant_id = ? -- ours\r or 1 = 1"))
                .isInstanceOf(Refused.class);
        assertThat(guard.judge("select id from orders -- ours\r where tenant_id = ?"))
                .isInstanceOf(Refused.class);
    }

    @Test
    void remembersAProof() {
        assertThat(proven("select id from orders where tenant_id = ?"))
                .isSameAs(proven("select id from orders where tenant_id = ?"));
    }

    @Test
    void refusesWhatIsTooDeepOrTooLongWithoutTryingToReadIt() {
        assertThat(guard.judge("select " + "(".repeat(5_000) + "1" + ")".repeat(5_000)))
                .isInstanceOf(Refused.class);
        assertThat(guard.judge("select 1" + " ".repeat(300_000))).isInstanceOf(Refused.class);
    }

    private Proven proven(String sql) {
        return (Proven) guard.judge(sql);
    }
}
