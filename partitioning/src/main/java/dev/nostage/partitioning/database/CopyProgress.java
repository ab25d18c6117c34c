package dev.nostage.partitioning.database;

/** Hears of a copy while it goes on. */
@FunctionalInterface
public interface CopyProgress {

    /**
     * A table is copied; nobody else sees its rows before all are.
     *
     * @param done how many tables are, this one among them
     * @param of how many there are
     */
    void copied(String table, long rows, int done, int of);
}
