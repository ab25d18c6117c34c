package dev.nostage.partitioning.sql;

import java.util.Set;

/**
 * What a statement does, in lower case throughout.
 *
 * @param writes whether it can change a row
 * @param tables the tables that it names, partitioned and shared
 * @param functions the functions that it calls
 * @param times how it asks the database for the time, such as {@code current_timestamp}, {@code now} or
 *     {@code 'today'}
 */
public record JudgedStatement(boolean writes, Set<String> tables, Set<String> functions, Set<String> times) {

    public JudgedStatement {
        tables = Set.copyOf(tables);
        functions = Set.copyOf(functions);
        times = Set.copyOf(times);
    }
}
