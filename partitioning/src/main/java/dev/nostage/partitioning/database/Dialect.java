package dev.nostage.partitioning.database;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.partitioning.jdbc.TransactionStamp;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What differs between the databases that can be walled. */
sealed interface Dialect permits H2, Postgres {

    Set<String> PRODUCTS = Set.of("H2", "PostgreSQL");

    /** @throws SQLException if this library cannot wall such a database */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "H2" -> new H2();
            case "PostgreSQL" -> new Postgres();
            default ->
                throw new SQLException(
                        "Tenants are kept apart in H2 and in PostgreSQL, and this is " + quoted(product));
        };
    }

    /** Whether it is one of those that this library can wall. */
    static boolean isKnown(Connection connection) throws SQLException {
        return PRODUCTS.contains(connection.getMetaData().getDatabaseProductName());
    }

    Catalog catalog(Connection connection) throws SQLException;

    /** What the wall of this database still lacks: the DDL raises it. */
    List<Finding> gaps(Connection connection, Catalog catalog) throws SQLException;

    /** The ways round the wall, which only an administrator can close. */
    List<Finding> waysRound(Connection connection, Catalog catalog) throws SQLException;

    /** What lets the owner, and nobody else if it can be helped, change every tenant's rows. */
    List<String> lowering(Connection connection, Catalog catalog) throws SQLException;

    /** Keeps others from raising the wall until the transaction ends, if the database can. */
    void lock(Connection connection) throws SQLException;

    /** Gives a role what an application needs, and no more. */
    void grant(Connection connection, String role) throws SQLException;

    /**
     * What lets the wall know who the rest of a transaction is for; nothing if it is not raised yet.
     *
     * @throws SQLException if it asks for a proof that none of the keys gives
     */
    Optional<TransactionStamp> stamp(Connection connection, StampKeys keys) throws SQLException;

    /** Why those keys do not let this process know the wall whom it works for. */
    List<Finding> unproven(Connection connection, StampKeys keys) throws SQLException;

    /** Makes what the wall believes a stamp by, if it asks for a proof: adds to the keys what is asked for. */
    void seal(Connection connection, Catalog catalog, StampKeys keys) throws SQLException;

    /**
     * Why a connection does not see every tenant's rows.
     *
     * @param applications the users that must not see them
     */
    List<Finding> blindness(Connection connection, Set<String> applications) throws SQLException;

    /** Lets the rest of the transaction see every tenant's rows, or fail: never see some alone. */
    void seeEverybody(Connection connection) throws SQLException;

    /** The tables that carry a tenant, each with its partitions, which are not named themselves. */
    List<Table> whole(Connection connection, Catalog catalog) throws SQLException;

    /** Lets {@link #leftover} know of what this connection deleted. */
    void purged(Connection connection) throws SQLException;

    /** What is left of deleted rows, if this database keeps them for a while. */
    Optional<String> leftover(Connection connection) throws SQLException;

    /** The rows of a table that no other table of the catalog has too: what follows {@code FROM}, up to a condition. */
    String rowsOf(Table table);

    /**
     * A statement that changes some of the rows of a table that a condition is true of.
     *
     * @param verb {@code DELETE FROM} or {@code UPDATE}
     * @param set what an update sets, or nothing
     * @param limit how many, where the database can tell
     */
    String some(Table table, String verb, String set, String condition, int limit);
}
