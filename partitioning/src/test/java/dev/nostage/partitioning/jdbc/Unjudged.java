package dev.nostage.partitioning.jdbc;

import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.database.DatabaseWall;
import dev.nostage.partitioning.database.TestDatabase;
import dev.nostage.partitioning.sql.JudgedStatement;
import dev.nostage.partitioning.sql.Verdict.Proven;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** The second wall with nobody on it: transactions are stamped, and whatever is sent passes. */
public final class Unjudged {

    private Unjudged() {}

    public static DataSource over(DataSource physical) {
        return new WalledDataSource(
                physical,
                new JdbcWall(
                        Unjudged::passes,
                        List.of(),
                        new DatabaseWall(null, TestDatabase.SECRET).stamp(),
                        new SecurityLog(() -> 0)));
    }

    private static Proven passes(String sql) {
        boolean reads = sql.strip().toLowerCase(java.util.Locale.ROOT).startsWith("select");
        return new Proven(
                List.of(), List.of(), List.of(), new JudgedStatement(!reads, Set.of(), Set.of(), Set.of(), Set.of()));
    }
}
