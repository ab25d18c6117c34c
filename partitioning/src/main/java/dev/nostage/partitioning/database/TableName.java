package dev.nostage.partitioning.database;

import java.util.Locale;

/** A table's name as the catalog has it. */
record TableName(String schema, String name) {

    /** Ready to be put into SQL. */
    String sql() {
        return quote(schema) + "." + quote(name);
    }

    /** Another name as this one is written: in capitals, where the database makes capitals of names that have no quotes. */
    String spelt(String other) {
        boolean capitals = name.equals(name.toUpperCase(Locale.ROOT)) && !name.equals(name.toLowerCase(Locale.ROOT));
        return capitals ? other.toUpperCase(Locale.ROOT) : other;
    }

    static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
