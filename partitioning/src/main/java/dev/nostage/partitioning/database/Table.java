package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table, as far as walls go.
 *
 * @param tenant the column that names the tenant, or null if it has none
 * @param keys its primary key, and whatever else of it must be unique
 * @param references its foreign keys
 */
record Table(
        TableName name,
        Storage storage,
        @Nullable TenantColumn tenant,
        List<UniqueKey> keys,
        List<Reference> references) {

    /** The column that names the tenant, in any case. */
    static final String TENANT = "tenant_id";

    /** Where the rows are. */
    enum Storage {
        HERE,
        /** In its partitions, which are tables of their own. */
        IN_PARTITIONS,
        /** On another server, where no wall of this one reaches. */
        ELSEWHERE
    }

    /**
     * @param isText whether it compares letter by letter, as a tenant's id must be
     * @param nullable whether it may be null
     * @param mayBeEmpty whether nothing keeps it from being the empty text
     */
    record TenantColumn(String name, boolean isText, boolean nullable, boolean mayBeEmpty) {}

    /**
     * @param isConstraint rather than a mere index
     * @param inherited whether it is a part of another table's key, and changes with that
     * @param before its definition up to its first column
     * @param after its definition from its first column on
     */
    record UniqueKey(
            String name,
            boolean primary,
            boolean isConstraint,
            boolean inherited,
            List<String> columns,
            String before,
            String after) {}

    /**
     * @param columns of this table, each beside the column of the other that it refers to
     * @param optional those of them that may be null
     * @param inherited whether it is a part of another table's foreign key, and changes with that
     * @param cascades whether rows of this table go with those that they refer to
     * @param actions the end of its definition
     */
    record Reference(
            String name,
            List<String> columns,
            TableName to,
            List<String> toColumns,
            List<String> optional,
            boolean inherited,
            boolean cascades,
            String actions) {

        boolean isOf(TableName other, UniqueKey key) {
            return to.equals(other) && Set.copyOf(toColumns).equals(new HashSet<>(key.columns()));
        }
    }

    /** The name of the tenant's column, also where it has yet to be made. */
    String tenantName() {
        return tenant == null ? name.spelt(TENANT) : tenant.name();
    }

    String sql() {
        return name.sql();
    }

    static boolean isTenant(String column) {
        return column.toLowerCase(Locale.ROOT).equals(TENANT);
    }

    static String list(Stream<String> columns) {
        return columns.map(column -> quote(column)).collect(Collectors.joining(", ", "(", ")"));
    }
}
