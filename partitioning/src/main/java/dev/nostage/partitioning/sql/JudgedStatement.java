package dev.nostage.partitioning.sql;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a statement does, in lower case throughout.
 *
 * @param writes whether it can change a row
 * @param tables the tables that it names, partitioned and shared
 * @param functions the functions that it calls
 * @param effects what it leaves behind besides changed rows, or holds others up by: {@code nextval} and {@code for update}
 * @param times how it asks the database for the time, such as {@code current_timestamp}, {@code now} or
 *     {@code 'today'}
 */
public record JudgedStatement(
        boolean writes, Set<String> tables, Set<String> functions, Set<String> effects, Set<String> times) {

    public JudgedStatement {
        tables = Set.copyOf(tables);
        functions = Set.copyOf(functions);
        effects = Set.copyOf(effects);
        times = Set.copyOf(times);
    }

    /** The same, where values ask for the time too. */
    JudgedStatement asking(Set<String> words) {
        Set<String> all = new TreeSet<>(times);
        all.addAll(words);
        return new JudgedStatement(writes, tables, functions, effects, all);
    }

    /** Whether the database is the same after it. */
    public boolean onlyReads() {
        return !writes && effects.isEmpty();
    }
}
