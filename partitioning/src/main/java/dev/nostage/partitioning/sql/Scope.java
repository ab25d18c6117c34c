package dev.nostage.partitioning.sql;

import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

/**
 * What names mean at a place in a statement: the sources of the query there, then those of the queries around it.
 *
 * @param expressions the names of common table expressions
 */
record Scope(@Nullable Scope outer, List<Source> sources, Set<String> expressions) {

    static final Scope TOP = new Scope(null, List.of(), Set.of());

    /** What a FROM brings in. */
    static final class Source {

        final @Nullable String alias;
        final @Nullable String schema;
        /** The table's name, or null where it is none that holds a tenant's rows. */
        final @Nullable String partitioned;

        /** Whether it may have a column of the tenant's name that is nothing of the kind. */
        final boolean opaque;

        /** Whether its rows are known to be the tenant's. */
        boolean anchored;

        /** Whether its tenant is another source's too, by USING. */
        boolean merged;

        /** Whether an outer join may leave it empty. */
        boolean optional;

        /** What outer joins that may leave it empty keep: they look at all of its rows first. */
        final Set<Source> kept = Sources.identities();

        /** What it is anchored by, link by link. */
        final Set<Source> leansOn = Sources.identities();

        Source(@Nullable String alias, @Nullable String schema, @Nullable String partitioned, boolean opaque) {
            this.alias = alias;
            this.schema = schema;
            this.partitioned = partitioned;
            this.opaque = opaque;
        }

        /** Whether a link to another is known before a row of this one is looked at. */
        boolean mayLeanOn(Source other) {
            return !other.kept.contains(this)
                    && other.leansOn.stream().noneMatch(further -> further.kept.contains(this));
        }

        boolean hasTenant() {
            return partitioned != null || opaque;
        }
    }

    Scope with(List<Source> inner) {
        return new Scope(this, inner, Set.of());
    }

    Scope withExpressions(Set<String> names) {
        return new Scope(this, List.of(), names);
    }

    boolean isExpression(String name) {
        return expressions.contains(name) || (outer != null && outer.isExpression(name));
    }

    /** The partitioned source whose tenant this column is, or null if it is not certain to be one's. */
    @Nullable
    Source tenantOf(Column column) {
        if (!Names.key(column.getColumnName()).equals(Names.TENANT)) {
            return null;
        }
        Source source = column.getTable() == null ? unqualified() : qualified(column);
        return source == null || source.partitioned == null ? null : source;
    }

    private @Nullable Source unqualified() {
        List<Source> candidates = sources.stream()
                .filter(source -> source.hasTenant() && !source.merged)
                .toList();
        if (candidates.isEmpty()) {
            return outer == null ? null : outer.unqualified();
        }
        return candidates.size() == 1 ? candidates.get(0) : null;
    }

    private @Nullable Source qualified(Column column) {
        String name = Names.key(column.getTableName());
        for (Source source : sources) {
            if (name.equals(source.alias)) {
                String schema = column.getSchemaName();
                return schema == null || Names.key(schema).equals(source.schema) ? source : null;
            }
        }
        return outer == null ? null : outer.qualified(column);
    }
}
