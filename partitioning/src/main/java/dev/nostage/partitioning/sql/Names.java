package dev.nostage.partitioning.sql;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import org.jspecify.annotations.Nullable;

/**
 * The names in one statement, compared without case and quotes. Databases fold case differently, so a name that is
 * written in two ways might be two names or one: such a statement is refused.
 */
final class Names {

    static final String TENANT = "tenant_id";

    private final Map<String, String> spellings = new HashMap<>();
    private final boolean foldsQuoted;

    Names(boolean foldsQuoted) {
        this.foldsQuoted = foldsQuoted;
    }

    /** Looks at how a node spells the names that rows are addressed by. */
    void read(Object node) {
        if (node instanceof Alias alias) {
            readAlias(alias.getName());
        } else if (node instanceof Table table) {
            read(table.getName());
        } else if (node instanceof Column column) {
            read(column.getTableName());
            readTenant(column.getColumnName());
        } else if (node instanceof AllTableColumns all) {
            read(all.getTable().getName());
        }
    }

    /** PostgreSQL reads {@code oid '1'} as a value of that type. */
    private void readAlias(@Nullable String name) {
        if (name != null && name.startsWith("'")) {
            throw new Refusal("has an alias in single quotes, or a value behind its type: write CAST(… AS …)");
        }
        read(name);
    }

    private void read(@Nullable String name) {
        if (name != null) {
            String spelling = isQuoted(name) && !foldsQuoted ? name : "";
            String before = spellings.putIfAbsent(key(name), spelling);
            if (before != null && !before.equals(spelling)) {
                throw new Refusal(key(name), "writes this name in two ways: with quotes throughout, or without");
            }
        }
    }

    /** Quoted in mixed case it would be another column. */
    private static void readTenant(String column) {
        String bare = bare(column);
        if (isQuoted(column)
                && key(column).equals(TENANT)
                && !bare.equals(TENANT)
                && !bare.equals(TENANT.toUpperCase(Locale.ROOT))) {
            throw new Refusal("quotes " + TENANT + " in mixed case");
        }
    }

    static String key(String name) {
        return bare(name).toLowerCase(Locale.ROOT);
    }

    private static String bare(String name) {
        return isQuoted(name) ? name.substring(1, name.length() - 1) : name;
    }

    private static boolean isQuoted(String name) {
        return name.startsWith("\"");
    }

    /** A table as the catalog may know it; one in another database than the connection's it cannot. */
    static TableName table(Table table) {
        if (table.getNameParts().size() > 2) {
            throw new Refusal(key(table.getName()), "names a database: name the schema at most");
        }
        String schema = table.getSchemaName();
        return new TableName(schema == null ? null : key(schema), key(table.getName()));
    }
}
