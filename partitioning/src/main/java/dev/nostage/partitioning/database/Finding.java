package dev.nostage.partitioning.database;

import java.util.List;

/**
 * One way in which a database leaves tenants unprotected.
 *
 * @param table what it is found at: mostly a table
 * @param what what is wrong, and what to do
 * @param ddl what mends it, in this order and after what mends the findings before it; empty where a declaration does
 */
public record Finding(String table, Rule rule, String what, List<String> ddl) {

    public Finding {
        ddl = List.copyOf(ddl);
    }

    @Override
    public String toString() {
        String statements = ddl.isEmpty() ? "" : "\n      " + String.join(";\n      ", ddl) + ";";
        return table + " [" + rule + "] " + what + statements;
    }
}
