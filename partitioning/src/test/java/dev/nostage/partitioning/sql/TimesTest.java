package dev.nostage.partitioning.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.partitioning.sql.Verdict.Proven;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a statement asks for the time by a text that it puts together, a value that is bound, or an identifier. */
final class TimesTest {

    private static final String PUT_TOGETHER = "a text that is put together and cast to a time";

    private final StatementGuard guard = new StatementGuard(Corpus.TABLES, Set.of("ours"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "('no' || 'w')::timestamptz",
                "cast('no' || 'w' as timestamp)",
                "cast(concat('to', 'day') as date)",
                "concat_ws('', 'to', 'day')::date",
                "lower(replace('NOX', 'X', 'W'))::timestamp",
                "left('nowhere', 3)::timestamptz",
                "left('nowhere', o.id)::timestamptz",
                "reverse('won')::timestamptz",
                "('no' || ?)::timestamptz",
                "(? || ' ' || ?)::timestamp",
                "ours('n')::date",
                "('no' || 'w')::text::timestamptz",
                "cast(coalesce(o.at, 'no' || 'w') as timestamp)",
                "cast(case when o.id > 0 then 'no' || 'w' else '2026-11-27' end as timestamp)",
                "cast(max('no' || 'w') as timestamp)",
                "(('no' || 'w') || '')::our_time",
                "('{no' || 'w}')::timestamptz[]",
                "('[no' || 'w,)')::tstzrange",
                "(('{\"a\":\"n' || 'ow\"}')::jsonb ->> 'a')::date",
                "date('no' || 'w')",
                "(select 'no' || 'w')::timestamptz",
                "(select 'no' || 'w' union select 'x')::timestamptz",
                "extract(epoch from ('no' || 'w')::timestamptz)"
            })
    void knowsATextThatIsPutTogetherAndReadAsATime(String value) {
        assertThat(times("select " + value + " from orders o where o.tenant_id = ?"))
                .containsExactly(PUT_TOGETHER);
        assertThat(times("update orders o set at = " + value + " where o.tenant_id = ?"))
                .containsExactly(PUT_TOGETHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select s.t::timestamptz from (select 'no' || 'w' as t from orders o where o.tenant_id = ?) s",
                "select s.u::timestamptz from (select r.t as u from (select o.id, 'no' || 'w' as t from orders o"
                        + " where o.tenant_id = ?) r) s",
                "select s.t::timestamptz from (select 'no' || 'w' from orders o where o.tenant_id = ?) s(t)",
                "with s(t) as (select 'no' || 'w' from orders o where o.tenant_id = ?) select t::date from s",
                "with s as (select o.at as t from orders o where o.tenant_id = ? union all select 'no' || 'w')"
                        + " select t::date from s",
                "with v(t) as (values ('no' || 'w')) select v.t::date from v join orders o on o.tenant_id = ?"
            })
    void knowsItWhereASubQueryPutsItTogether(String sql) {
        assertThat(times(sql)).containsExactly(PUT_TOGETHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'2026-11-27'::date",
                "cast('2026-11-27 10:00' as timestamp)",
                "date '2026-11-27'",
                "timestamptz '2026-11-27 00:00+01'",
                "o.at::date",
                "cast(o.at as timestamp)",
                "cast(? as timestamp)",
                "?::date",
                "coalesce(?, o.at)::date",
                "max(o.at)::date",
                "max(o.at) over (partition by o.id)::date",
                "(o.at + interval '1 day')::date",
                "(o.at + ? * interval '1 day')::date",
                "cast(o.at + 7 * interval '1 day' as date)",
                "array['2026-01-01', '2026-01-02']::date[]",
                "(o.at at time zone 'UTC')::date",
                "date_trunc('month', o.at)::date",
                "(date_trunc('month', o.at) + interval '1 month' - interval '1 day')::date",
                "to_date('2026-11', 'YYYY-MM')::timestamp",
                "to_timestamp(?)::date",
                "make_date(2026, 11, 27)::timestamp",
                "(o.note ->> 'at')::timestamptz",
                "(o.day || ' ' || o.hour)::timestamp",
                "(to_char(o.at, 'YYYY-MM') || '-01')::date",
                "left(o.note, 10)::date",
                "case when o.note = 'see you today' then o.at else null end::date",
                "(select max(i.at) from items i where i.tenant_id = o.tenant_id)::date",
                "date(o.at)",
                "('no' || 'w')::text",
                "'see you today'::varchar",
                "('a' || 'b')::uuid",
                "cast('1' || '2' as integer)",
                "'bought ' || 'now'::text || '!'",
                "concat('%', ?, '%')",
                "random_uuid()",
                "random_uuid(4)",
                "gen_random_uuid()",
                "uuid('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11')"
            })
    void takesNoTimeFromWhatCannotBeNow(String value) {
        assertThat(times("select " + value + " from orders o where o.tenant_id = ?"))
                .isSubsetOf(value.contains("'now'") ? Set.of("'now'") : Set.of());
    }

    @Test
    void takesNoTimeFromATextThatStandsBesideOne() {
        assertThat(times("select s.at::date, s.label from (select o.at, 'a' || 'b' as label from orders o"
                        + " where o.tenant_id = ?) s where s.label like concat('%', ?, '%')"))
                .isEmpty();
        assertThat(times("insert into orders (tenant_id, id, note) values (?, ?, 'a' || 'b') returning at::date"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "uuidv7(),            uuidv7",
        "random_uuid(7),      random_uuid",
        "RANDOM_UUID(?),      random_uuid",
        "random_uuid(o.id),   random_uuid",
        "'cast(''now UTC'' as varchar)::timestamptz', '''now'''"
    })
    void knowsAnIdentifierThatHasTheTimeInIt(String value, String time) {
        assertThat(times("select " + value + " from orders o where o.tenant_id = ?"))
                .containsExactly(time.replace("''", "'"));
    }

    @Test
    void knowsAValueOnceItIsBound() {
        Proven proven = proven("select cast(? as timestamp) from orders o where o.tenant_id = ? and o.note = ?");

        assertThat(proven.times()).containsExactly(1);
        assertThat(proven.parameters()).containsExactly(2);
        assertThat(proven.statement().times()).isEmpty();
        assertThat(proven.with(position -> "Now").statement().times()).containsExactly("'now'");
        assertThat(proven.with(position -> "2026-11-27")).isSameAs(proven);
        assertThat(proven.with(position -> null)).isSameAs(proven);
    }

    private Set<String> times(String sql) {
        return proven(sql).statement().times();
    }

    private Proven proven(String sql) {
        Verdict verdict = guard.judge(sql);
        assertThat(verdict).as(sql).isInstanceOf(Proven.class);
        return (Proven) verdict;
    }
}
