package dev.nostage.partitioning.database;

/** A table's name as the catalog has it. */
record TableName(String schema, String name) {

    /** Ready to be put into SQL. */
    String sql() {
        return quote(schema) + "." + quote(name);
    }

    static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
