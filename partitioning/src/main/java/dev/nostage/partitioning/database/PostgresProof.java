package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a stamp proves anything: asked as the application, who must know the secret and may not read it. */
final class PostgresProof {

    /** Whoever the application is or may become. */
    private static final String READERS = """
            SELECT u.rolname AS member, r.rolname AS role, r.oid IN (c.relowner, v.relowner) AS owns
            FROM pg_class c JOIN pg_class v ON v.relnamespace = c.relnamespace AND v.relname = ? AND v.relkind = 'v'
            JOIN pg_roles u ON u.rolname IN (current_user, session_user) AND NOT u.rolsuper
            JOIN pg_roles r ON r.oid = u.oid OR pg_has_role(u.oid, r.oid, 'MEMBER')
            WHERE c.relnamespace = quote_ident(?)::regnamespace AND c.relname = ? AND (r.oid IN (c.relowner, v.relowner)
                OR has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
                OR has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES'))
            ORDER BY 1, 2
            """;

    private static final String MARKER = "nostage-is-this-in-the-text";

    private static final String SENT =
            "SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid() AND query LIKE '%' || ? || '%'";

    private final Connection connection;
    private final Catalog catalog;
    private final PostgresSeal seal;

    PostgresProof(Connection connection, Catalog catalog) {
        this.connection = connection;
        this.catalog = catalog;
        this.seal = new PostgresSeal(connection, catalog.schema());
    }

    private record Reader(String member, String role, boolean owns) {}

    /** What is wrong with the view and its secret. */
    List<Finding> gaps() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        if (catalog.partitioned().isEmpty()) {
            return findings;
        }
        if (!seal.stands()) {
            findings.add(new Finding(
                    seal.where(),
                    Rule.STAMP,
                    "is missing, or is not what this library made: the policies ask it whom a transaction is for",
                    seal.ddl()));
        }
        return findings;
    }

    /** How somebody who sends SQL as the application might prove what is not so. */
    List<Finding> waysRound() throws SQLException {
        List<Finding> findings = new ArrayList<>(Rows.of(
                connection,
                READERS,
                row -> reader(new Reader(row.getString(1), row.getString(2), row.getBoolean(3))),
                PostgresSeal.VIEW,
                catalog.schema(),
                PostgresSeal.TABLE));
        if (!Rows.of(connection, SENT, row -> 1, MARKER).isEmpty()) {
            findings.add(new Finding(
                    "connection",
                    Rule.STAMP,
                    "writes values into the text of statements, which other sessions of its role can read in"
                            + " pg_stat_activity, proofs too: take preferQueryMode=simple out of its URL",
                    List.of()));
        }
        return findings;
    }

    private Finding reader(Reader reader) {
        boolean itself = reader.role().equals(reader.member());
        boolean handedOn = !itself && (reader.owns() || reader.role().startsWith("pg_"));
        String what = itself && reader.owns()
                ? "compares with a secret that " + reader.member() + " owns: migrate as another role"
                : "compares with a secret that " + reader.role() + ", which the application's " + reader.member()
                        + " is or may become, can read or change"
                        + (handedOn ? "; a superuser runs the statement" : "");
        List<String> ddl = itself && reader.owns()
                ? List.of()
                : List.of(
                        handedOn
                                ? "REVOKE " + quote(reader.role()) + " FROM " + quote(reader.member())
                                : "REVOKE ALL ON TABLE " + seal.secret() + " FROM PUBLIC, " + quote(reader.role()));
        return new Finding(seal.where(), Rule.STAMP, what, ddl);
    }

    /** Why those keys do not prove anything to this database. */
    List<Finding> unknown(StampKeys keys) throws SQLException {
        Optional<String> fingerprint = seal.fingerprint();
        if (fingerprint.isEmpty()) {
            return List.of();
        }
        if (keys.of(fingerprint.get()) == null) {
            return List.of(new Finding(seal.where(), Rule.STAMP, unknown(), List.of()));
        }
        return seal.stands() && seal.isEmpty()
                ? List.of(new Finding(
                        seal.where(),
                        Rule.STAMP,
                        "has no secret to compare with: migrate again, or call DatabaseWall.raise, as the tables' owner",
                        List.of()))
                : List.of();
    }

    static String unknown() {
        return "compares with a secret that this process does not know: let its own Flyway migrate, with the"
                + " DatabaseWall that is a bean; or set nostage.partitioning.stamp-secret to one text, of at"
                + " least 32 random characters, here and where migrations run, and migrate again";
    }
}
