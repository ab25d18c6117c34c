package dev.nostage.partitioning.sql;

import dev.nostage.partitioning.sql.Partitions.Kind;
import dev.nostage.partitioning.sql.Scope.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralSubSelect;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.TableFunction;
import org.jspecify.annotations.Nullable;

/**
 * The tables and sub-queries of one FROM, and which of its conditions filter which of them: an inner join's ON both
 * sides, an outer join's only the side that it may leave empty.
 */
final class Sources {

    final List<Source> all = new ArrayList<>();
    final List<Filter> filters = new ArrayList<>();

    /** What is left to judge once it is known which sources are anchored: a LATERAL sub-query may lean on them. */
    private final List<Runnable> inner = new ArrayList<>();

    private final Judge judge;
    private final Scope outer;

    Sources(Judge judge, Scope outer) {
        this.judge = judge;
        this.outer = outer;
    }

    /** Adds what is joined by these joins, apart from what was added before, as behind a comma. */
    Sources add(@Nullable FromItem first, @Nullable List<Join> joins) {
        if (first != null) {
            group(first, joins);
        }
        return this;
    }

    /** Adds a condition that every row must meet. */
    Sources where(@Nullable Expression condition) {
        if (condition != null) {
            Set<Source> every = identities();
            every.addAll(all);
            filters.addAll(Filter.of(condition, every));
        }
        return this;
    }

    /**
     * Passes if every partitioned source is anchored, and what stands inside of the others keeps to the tenant too.
     *
     * @return what names mean where all of the sources can be seen
     */
    Scope judge() {
        Scope scope = scope();
        Anchors.demand(scope, filters, judge.proof);
        inner.forEach(Runnable::run);
        return scope;
    }

    /** What names mean where all of the sources can be seen. */
    private Scope scope() {
        Set<String> seen = new HashSet<>();
        for (Source source : all) {
            if (source.alias != null && !seen.add(source.alias)) {
                throw new Refusal(source.alias, "has two tables of this name in one FROM: give each an alias");
            }
        }
        return outer.with(all);
    }

    private Set<Source> group(FromItem first, @Nullable List<Join> joins) {
        Set<Source> every = identities();
        Set<Source> left = identities();
        left.addAll(item(first));
        for (Join join : joins == null ? List.<Join>of() : joins) {
            refuseUnusual(join);
            Set<Source> right = item(join.getFromItem());
            if (join.isSimple()) {
                every.addAll(left);
                left = identities();
            } else {
                conditions(join, left, right);
            }
            left.addAll(right);
        }
        every.addAll(left);
        return every;
    }

    private void conditions(Join join, Set<Source> left, Set<Source> right) {
        Set<Source> filtered = identities();
        if (join.isLeft() || join.isFull()) {
            keep(left, right);
        } else {
            filtered.addAll(left);
        }
        if (join.isRight() || join.isFull()) {
            keep(right, left);
        } else {
            filtered.addAll(right);
        }
        for (Expression condition : join.getOnExpressions()) {
            filters.addAll(Filter.of(condition, filtered));
        }
        boolean byTenant = join.getUsingColumns().stream()
                .anyMatch(column -> Names.key(column.getColumnName()).equals(Names.TENANT));
        if (byTenant && !join.isRight() && !join.isFull()) {
            Source one = onlyTenant(left);
            Source other = onlyTenant(right);
            if (one != null && other != null) {
                filters.add(new Filter.SameTenant(one, other, filtered));
                other.merged = true;
            }
        }
    }

    private static void keep(Set<Source> kept, Set<Source> optional) {
        for (Source source : optional) {
            source.optional = true;
            source.kept.addAll(kept);
        }
    }

    private static @Nullable Source onlyTenant(Set<Source> side) {
        List<Source> tenants = side.stream()
                .filter(source -> source.hasTenant() && !source.merged)
                .toList();
        return tenants.size() == 1 && tenants.get(0).partitioned != null ? tenants.get(0) : null;
    }

    private static void refuseUnusual(Join join) {
        boolean usual = !join.isSemi()
                && !join.isAny()
                && !join.isAll()
                && !join.isAsOf()
                && !join.isGlobal()
                && !join.isApply()
                && !join.isStraight()
                && !join.isWindowJoin();
        boolean outerOfASide = !join.isOuter() || join.isLeft() || join.isRight() || join.isFull();
        boolean sided = join.isOuter() || join.isLeft() || join.isRight() || join.isFull();
        int conditions =
                join.getOnExpressions().size() + (join.getUsingColumns().isEmpty() ? 0 : 1);
        boolean conditioned = conditions == 1 || (conditions == 0 && (!sided || join.isNatural()));
        if (!usual || !outerOfASide || !conditioned) {
            throw new Refusal("has a join that is none of inner, cross, left, right and full, or one without an ON of"
                    + " its own: put joins that are nested into parentheses");
        }
    }

    private Set<Source> item(FromItem item) {
        if (item.getPivot() != null || item.getUnPivot() != null) {
            throw new Refusal("has a PIVOT");
        }
        if (item instanceof ParenthesedFromItem group) {
            if (group.getAlias() != null) {
                throw new Refusal("gives a join in parentheses an alias: give its tables theirs");
            }
            judge.understood(group);
            return group(group.getFromItem(), group.getJoins());
        }
        Source source = source(item);
        all.add(source);
        Set<Source> one = identities();
        one.add(source);
        return one;
    }

    private Source source(FromItem item) {
        if (item instanceof Table table) {
            return table(table);
        }
        Scope before = outer.with(List.copyOf(all));
        if (item instanceof LateralSubSelect lateral) {
            inner.add(() -> judge.statement(lateral, before));
        } else if (item instanceof Select derived) {
            inner.add(() -> judge.statement(derived, outer));
        } else if (item instanceof TableFunction function) {
            inner.add(() -> judge.nested(function, before));
        } else {
            throw new Refusal("has a FROM that is no table, sub-query or function");
        }
        return new Source(alias(item), null, null, true);
    }

    private Source table(Table table) {
        judge.understood(table);
        String name = Names.key(table.getName());
        String exposed = table.getAlias() == null ? name : alias(table);
        if (table.getSchemaName() == null && outer.isExpression(name)) {
            return new Source(exposed, null, null, true);
        }
        TableName named = Names.table(table);
        if (judge.kindOf(named) == Kind.SHARED) {
            return new Source(exposed, null, null, false);
        }
        Alias alias = table.getAlias();
        if (alias != null && alias.getAliasColumns() != null) {
            throw new Refusal(named.toString(), "renames its columns in the alias: leave them their names");
        }
        return new Source(exposed, alias == null ? named.schema() : null, named.toString(), false);
    }

    private static @Nullable String alias(FromItem item) {
        return item.getAlias() == null ? null : Names.key(item.getAlias().getName());
    }

    static Set<Source> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
