package dev.nostage.partitioning.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the policies believe a stamp by: a secret that nobody but the tables' owner reads, and a function that compares with
 * its owner's rights. The setting itself is anybody's to make.
 */
final class PostgresSeal {

    static final String TABLE = "nostage_secret";
    static final String FUNCTION = "nostage_tenant";

    /** Before the tenant, in {@link PostgresStamp#value}. */
    private static final int PROOF = 64;

    private static final String NAMED = "nostage key ";

    /** A wrong proof is an error and not a stranger: who knows another secret is not to believe that there are no rows. */
    private static final String SOURCE = """

            DECLARE
                stamp text := current_setting('%1$s', true);
            BEGIN
                IF stamp IS NULL OR stamp = '' THEN
                    RETURN NULL;
                END IF;
                IF (SELECT encode(sha256(outer_key || sha256(inner_key || convert_to(substr(stamp, %3$s), 'UTF8'))), 'hex')
                        = left(stamp, %2$s) FROM %4$s) THEN
                    RETURN substr(stamp, %3$s);
                END IF;
                RAISE insufficient_privilege USING MESSAGE = '%1$s was set without its proof, or by another secret',
                    HINT = 'Leave it to the data source. If the secret was changed, restart the application.';
            END
            """;

    private static final String FOUND = """
            SELECT p.prosrc, p.prosecdef AND p.provolatile = 's' AND p.proparallel = 's' AND p.prokind = 'f'
                AND NOT p.proretset AND p.prorettype = 'pg_catalog.text'::regtype AND l.lanname = 'plpgsql'
                AND p.proconfig = '{"search_path=pg_catalog, pg_temp"}' AS ordinary, obj_description(p.oid, 'pg_proc')
            FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
            WHERE p.pronamespace = quote_ident(?)::regnamespace AND p.proname = ? AND p.pronargs = 0
            """;

    private static final String IS_THERE =
            "SELECT 1 FROM pg_class WHERE relnamespace = quote_ident(?)::regnamespace AND relname = ?";

    private record Function(
            String source, boolean ordinary, @Nullable String comment) {}

    private final Connection connection;
    private final String schema;
    private final TableName table;
    private final String function;
    private final String source;

    PostgresSeal(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
        this.table = new TableName(schema, TABLE);
        this.function = new TableName(schema, FUNCTION).sql() + "()";
        this.source = SOURCE.formatted(DatabaseWall.SETTING, PROOF, PROOF + 1, table.sql());
    }

    /** What a policy compares with: once a statement, and not once a row. */
    String tenant() {
        return "(SELECT " + function + ")";
    }

    /** Whether the function is there, and what it was made as. */
    boolean stands() throws SQLException {
        return function()
                .filter(found -> found.ordinary() && found.source().equals(source))
                .isPresent();
    }

    /** By which key the function compares; nothing if it is not there. */
    Optional<String> fingerprint() throws SQLException {
        return function()
                .map(found -> found.comment() == null ? "" : found.comment().replace(NAMED, ""));
    }

    List<String> ddl() {
        return List.of(
                "CREATE OR REPLACE FUNCTION " + function + " RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE"
                        + " SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS '" + source.replace("'", "''")
                        + "'",
                "GRANT EXECUTE ON FUNCTION " + function + " TO PUBLIC");
    }

    boolean hasSecret() throws SQLException {
        return !Rows.of(connection, IS_THERE, row -> 1, schema, TABLE).isEmpty();
    }

    /** Makes what is missing, as the tables' owner, and tells the key. */
    void make(StampKeys keys) throws SQLException {
        if (!hasSecret()) {
            Rows.execute(
                    connection,
                    "CREATE TABLE " + table.sql() + " (outer_key bytea NOT NULL, inner_key bytea NOT NULL)");
            Rows.execute(connection, "REVOKE ALL ON TABLE " + table.sql() + " FROM PUBLIC");
        }
        if (!stands()) {
            for (String ddl : ddl()) {
                Rows.execute(connection, ddl);
            }
        }
        HmacKey key = key(keys.configured());
        String fingerprint = StampKeys.fingerprint(key);
        if (!fingerprint().equals(Optional.of(fingerprint))) {
            Rows.execute(connection, "COMMENT ON FUNCTION " + function + " IS '" + NAMED + fingerprint + "'");
        }
        keys.add(key);
    }

    private HmacKey key(@Nullable HmacKey configured) throws SQLException {
        List<HmacKey> found = Rows.of(
                connection,
                "SELECT outer_key, inner_key FROM " + table.sql(),
                row -> HmacKey.of(row.getBytes(1), row.getBytes(2)));
        boolean stays = found.size() == 1
                && (configured == null
                        || StampKeys.fingerprint(found.get(0)).equals(StampKeys.fingerprint(configured)));
        if (stays) {
            return found.get(0);
        }
        HmacKey key = configured == null ? HmacKey.random() : configured;
        Rows.execute(connection, "DELETE FROM " + table.sql());
        Rows.of(
                connection,
                "INSERT INTO " + table.sql() + " VALUES (?, ?) RETURNING 1",
                row -> 1,
                key.outer(),
                key.inner());
        return key;
    }

    private Optional<Function> function() throws SQLException {
        return Rows.of(
                        connection,
                        FOUND,
                        row -> new Function(row.getString(1), row.getBoolean(2), row.getString(3)),
                        schema,
                        FUNCTION)
                .stream()
                .findFirst();
    }

    String where() {
        return "function " + schema + "." + FUNCTION;
    }

    String secret() {
        return table.sql();
    }
}
