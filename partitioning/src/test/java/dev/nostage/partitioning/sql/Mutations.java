package dev.nostage.partitioning.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Ways to spoil a statement: drop, weaken and move its predicates, turn its joins, swap its names. */
final class Mutations {

    private static final Pattern PREDICATE = Pattern.compile(
            "(?<![\\w.])(?:\\?|[\\w.`]*tenant_id`?) (?:=|in) (?:\\?|\\(\\?\\)|'acme'|[\\w.]*tenant_id)(?![\\w.])");

    private static final List<String> WEAKER = List.of(
            "1 = 1",
            "(%s or 1 = 1)",
            "(1 = 1 or %s)",
            "not (%s)",
            "not (not (%s))",
            "(%s) is not null",
            "coalesce(%s, true)",
            "case when %s then true else true end",
            "(%s or id = 1)",
            "(%s and 1 = 1)",
            "(%s) = true",
            "%s or true",
            "%s or true and %1$s",
            "exists (select 1 from orders where %s)",
            "exists (select 1 from countries where %s)",
            "(select max(1) from items where %s) = 1",
            "tenant_id = tenant_id",
            "tenant_id is not null",
            "tenant_id <> 'x'",
            "tenant_id like '%%'",
            "lower(tenant_id) = lower(tenant_id)",
            "tenant_id in (select tenant_id from customers)");

    private static final Pattern JOIN = Pattern.compile("(?i)(?<= )(?:(?:inner|left|right|full) )?join (.+?) on ");

    private static final List<String> OUTER = List.of("left join ", "right join ", "full join ");

    /** What tells of a foreign row to which it is put. */
    private static final List<String> ORACLES = List.of(
            "cast(case when %stenant_id <> 'acme' then %1$stenant_id else '0' end as int) = 0 and ",
            "1 / (case when %stenant_id <> 'acme' then 0 else 1 end) = 1 and ",
            "%stenant_id <> 0 and ",
            "case when %stenant_id <> 'acme' then nextval('numbers') else 1 end > 0 and ");

    private static final List<String> JOINS =
            List.of(" join ", " left join ", " right join ", " full join ", " natural join ", " cross join ", " , ");

    private static final List<String> TAILS = List.of(
            " or 1 = 1",
            " union all select id from orders",
            " union select 1",
            " and id in (select id from items)",
            " order by (select max(total) from orders)",
            " limit (select count(*) from items)",
            " and exists (select 1 from orders o where o.id = 51)",
            " or tenant_id = 'acme'");

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    String spoil(String sql) {
        String spoiled = sql;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            spoiled = once(spoiled);
        }
        return spoiled;
    }

    private String once(String sql) {
        return switch (random.nextInt(16)) {
            case 0, 1 -> replaceOne(sql, PREDICATE, found -> one(WEAKER).formatted(found));
            case 2 -> move(sql);
            case 3 ->
                replaceOne(
                        sql, "(?i) (?:(?:left|right|full|natural|cross) )?join |, (?=\\w+ \\w )", found -> one(JOINS));
            case 4 ->
                replaceOne(sql, "(?i) and | or ", found -> one(List.of(" and ", " or ", " and not ", " or not ")));
            case 5 ->
                replaceOne(sql, "(?i) (?:where|on|having) ", found -> found + one(List.of("not ", "1 = 1 or ", "")));
            case 6 -> replaceOne(sql, "\\b[a-z]\\.|\\b(?:orders|items|customers)\\.", found -> another(sql));
            case 7 ->
                replaceOne(
                        sql,
                        "(?<![.\\w])(?:orders|items|customers|countries|rates)(?![.\\w])",
                        found -> one(List.of("orders", "items", "customers", "countries")));
            case 8 -> sql + one(TAILS);
            case 9 ->
                replaceOne(sql, "\\S+", found -> one(List.of("", found + " " + found, "tenant_id", "?", "null", "id")));
            case 12, 13 ->
                replaceOne(
                        sql,
                        "(?i) (?:where|on|having|and) ",
                        found -> found + one(ORACLES).formatted(another(sql)));
            case 14, 15 -> moveToAnOuterJoin(sql);
            case 10 -> replaceOne(sql, "(\\S+) (\\S+)", found -> found.replaceAll("(\\S+) (\\S+)", "$2 $1"));
            default -> replaceOne(sql, "(?i)where .*?(?=\\)|$| group| order| union)", found -> "");
        };
    }

    /** Takes a predicate from where it is, and puts it somewhere else. */
    private String move(String sql) {
        List<MatchResult> found = PREDICATE.matcher(sql).results().toList();
        if (found.isEmpty()) {
            return sql;
        }
        MatchResult taken = one(found);
        String without = sql.substring(0, taken.start()) + "1 = 1" + sql.substring(taken.end());
        return replaceOne(
                without, "(?i) (?:where|on|having) ", clause -> clause + taken.group() + one(List.of(" and ", " or ")));
    }

    /** Takes a predicate from behind a join into its ON, where it only tells which rows are joined: the join becomes outer. */
    private String moveToAnOuterJoin(String sql) {
        List<MatchResult> joins = JOIN.matcher(sql).results().toList();
        if (joins.isEmpty()) {
            return sql;
        }
        MatchResult join = one(joins);
        String behind = sql.substring(join.end());
        List<MatchResult> found = PREDICATE.matcher(behind).results().toList();
        if (found.isEmpty()) {
            return sql;
        }
        MatchResult taken = one(found);
        return sql.substring(0, join.start()) + one(OUTER) + join.group(1) + " on " + taken.group() + " and "
                + behind.substring(0, taken.start()) + "1 = 1" + behind.substring(taken.end());
    }

    private String another(String sql) {
        List<String> names = Pattern.compile("\\b[a-z]\\.|\\b(?:orders|items|customers)\\.")
                .matcher(sql)
                .results()
                .map(MatchResult::group)
                .toList();
        return names.isEmpty() ? "" : one(names);
    }

    private String replaceOne(String sql, String pattern, java.util.function.UnaryOperator<String> by) {
        return replaceOne(sql, Pattern.compile(pattern), by);
    }

    private String replaceOne(String sql, Pattern pattern, java.util.function.UnaryOperator<String> by) {
        List<MatchResult> found = new ArrayList<>(pattern.matcher(sql).results().toList());
        if (found.isEmpty()) {
            return sql;
        }
        MatchResult chosen = one(found);
        return sql.substring(0, chosen.start()) + by.apply(chosen.group()) + sql.substring(chosen.end());
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
