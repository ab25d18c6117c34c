package dev.nostage.partitioning.database;

import static dev.nostage.partitioning.database.TableName.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the policies believe a stamp by: a secret that nobody but the tables' owner reads, and a view that compares with its
 * owner's rights. The setting itself is anybody's to make.
 */
final class PostgresSeal {

    static final String TABLE = "nostage_secret";
    static final String VIEW = "nostage_current";

    /** Before the tenant, in {@link PostgresStamp#value}. */
    private static final int PROOF = 64;

    private static final String NAMED = "nostage key ";

    private static final String REFUSAL =
            DatabaseWall.SETTING + " was set without its proof, or by another secret: leave"
                    + " it to the data source, and restart what ran as the secret was changed";

    /** The routine of the server that knows no such encoding. */
    private static final String REFUSING = "binary_encode";

    private static final String QUOTE = "[\"'\u00ab\u00bb\u2018\u2019\u201a\u201c\u201d\u201e]";

    /** The name of the encoding, all of it, in whatever language and quotes the server speaks. */
    private static final Pattern REFUSED =
            Pattern.compile("(?:(?!" + QUOTE + ").)*" + QUOTE + "\\h?" + Pattern.quote(REFUSAL) + "\\h?" + QUOTE);

    /**
     * As PostgreSQL prints it. A wrong proof is an error and not a stranger: who knows another secret is not to believe that
     * there are no rows; and an encoding that there is none of is the one error with a text of ours. {@code OFFSET} keeps the
     * conditions of whoever asks away from the secret, and rows from being deleted through the view.
     */
    private static final String SOURCE = """
            SELECT CASE WHEN starts_with(current_setting('%1$s'::text, true), encode(sha256((outer_key || \
            sha256((inner_key || convert_to(substr(current_setting('%1$s'::text, true), %2$s), 'UTF8'::name))))), \
            'hex'::text)) THEN substr(current_setting('%1$s'::text, true), %2$s) WHEN \
            (current_setting('%1$s'::text, true) <> ''::text) THEN encode(outer_key, '%3$s'::text) ELSE NULL::text END \
            AS tenant FROM nostage_secret OFFSET 0""".formatted(DatabaseWall.SETTING, PROOF + 1, REFUSAL);

    /** What is built in leaves no trace in {@code pg_depend}: all else that it could ask does. */
    private static final String FOUND = """
            SELECT regexp_replace(pg_get_viewdef(c.oid), '\\s+', ' ', 'g'),
                c.reloptions IS NULL AND has_table_privilege(c.oid, 'SELECT')
                AND (SELECT count(*) FROM pg_rewrite r WHERE r.ev_class = c.oid) = 1
                AND NOT EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid)
                AND NOT EXISTS (SELECT 1 FROM pg_rewrite r JOIN pg_depend d ON d.objid = r.oid
                    LEFT JOIN pg_class t ON t.oid = d.refobjid AND d.refclassid = 'pg_class'::regclass
                    WHERE r.ev_class = c.oid AND d.classid = 'pg_rewrite'::regclass AND t.oid IS DISTINCT FROM c.oid
                    AND (t.relnamespace = c.relnamespace AND t.relname = ? AND t.relkind = 'r') IS NOT TRUE) AS ordinary,
                obj_description(c.oid, 'pg_class')
            FROM pg_class c
            WHERE c.relnamespace = quote_ident(?)::regnamespace AND c.relname = ? AND c.relkind = 'v'
            """;

    private static final String IS_THERE =
            "SELECT 1 FROM pg_class WHERE relnamespace = quote_ident(?)::regnamespace AND relname = ? AND relkind = 'r'";

    /** What would happen with its owner's rights to whoever may write to it. */
    private static final String ADDED = """
            SELECT 'RULE ' || quote_ident(r.rulename) FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
            WHERE c.relnamespace = quote_ident(?)::regnamespace AND c.relname = ? AND r.rulename <> '_RETURN'
            UNION ALL SELECT 'TRIGGER ' || quote_ident(t.tgname) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE c.relnamespace = quote_ident(?)::regnamespace AND c.relname = ?
            """;

    private record View(
            String source, boolean ordinary, @Nullable String comment) {}

    private final Connection connection;
    private final String schema;
    private final TableName table;
    private final TableName view;

    PostgresSeal(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
        this.table = new TableName(schema, TABLE);
        this.view = new TableName(schema, VIEW);
    }

    /**
     * Whether the database says so of a stamp. Our text in another error is a value that somebody sent; and where another
     * driver says too little, it is held for one.
     */
    static boolean isRefusal(SQLException answer) {
        PostgresError said = PostgresError.of(answer);
        return said != null
                && REFUSING.equals(said.routine())
                && REFUSED.matcher(said.message()).matches();
    }

    /** What a policy compares with: once a statement, and not once a row. */
    String tenant() {
        return "(SELECT tenant FROM " + view.sql() + ")";
    }

    /** Whether the view is there, and what it was made as. */
    boolean stands() throws SQLException {
        return view().filter(found -> found.ordinary() && isOurs(found.source()))
                .isPresent();
    }

    /** How names are qualified depends on the search path and on the release: {@code ordinary} says whose they are. */
    private boolean isOurs(String source) {
        return source.replace(quote(schema) + "." + TABLE, TABLE)
                .replace(schema + "." + TABLE, TABLE)
                .replace(TABLE + ".", "")
                .replace(";", "")
                .strip()
                .equals(SOURCE);
    }

    /** By which key the view compares; nothing if it is not there. */
    Optional<String> fingerprint() throws SQLException {
        return view().map(
                        found -> found.comment() == null ? "" : found.comment().replace(NAMED, ""));
    }

    List<String> ddl() throws SQLException {
        List<String> ddl = new ArrayList<>();
        if (Rows.of(connection, IS_THERE, row -> 1, schema, TABLE).isEmpty()) {
            ddl.add("CREATE TABLE " + table.sql() + " (outer_key bytea NOT NULL, inner_key bytea NOT NULL)");
            ddl.add("REVOKE ALL ON TABLE " + table.sql() + " FROM PUBLIC");
        }
        ddl.add("CREATE OR REPLACE VIEW " + view.sql() + " AS "
                + SOURCE.replace(" FROM " + TABLE, " FROM " + table.sql()));
        for (String added : Rows.of(connection, ADDED, row -> row.getString(1), schema, VIEW, schema, VIEW)) {
            ddl.add("DROP " + added + " ON " + view.sql());
        }
        ddl.add("GRANT SELECT ON TABLE " + view.sql() + " TO PUBLIC");
        return ddl;
    }

    /** Whether it compares with anything: it has a row, and no tenant in it, for nobody is worked for here. */
    boolean isEmpty() throws SQLException {
        return Rows.of(connection, "SELECT 1 FROM " + view.sql(), row -> 1).isEmpty();
    }

    /** Makes what is missing, as the tables' owner, and tells the key. */
    void make(StampKeys keys) throws SQLException {
        if (!stands()) {
            for (String ddl : ddl()) {
                Rows.execute(connection, ddl);
            }
        }
        HmacKey key = key(keys.configured());
        String fingerprint = StampKeys.fingerprint(key);
        if (!fingerprint().equals(Optional.of(fingerprint))) {
            Rows.execute(connection, "COMMENT ON VIEW " + view.sql() + " IS '" + NAMED + fingerprint + "'");
        }
        keys.add(key);
    }

    private HmacKey key(@Nullable HmacKey configured) throws SQLException {
        List<HmacKey> found = Rows.of(
                connection,
                "SELECT outer_key, inner_key FROM " + table.sql() + " WHERE (SELECT bool_and(length(outer_key) = 64"
                        + " AND length(inner_key) = 64) FROM " + table.sql() + ")",
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

    private Optional<View> view() throws SQLException {
        return Rows.of(
                        connection,
                        FOUND,
                        row -> new View(row.getString(1), row.getBoolean(2), row.getString(3)),
                        TABLE,
                        schema,
                        VIEW)
                .stream()
                .findFirst();
    }

    String where() {
        return "view " + view;
    }

    String secret() {
        return table.sql();
    }
}
