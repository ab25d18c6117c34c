package dev.nostage.partitioning.database;

import java.util.Optional;

/**
 * The SQL that puts another value in the place of one: HMAC-SHA-256 of its text, made to fit the column's type. Equal
 * values of equal types become equal ones; without the key nobody finds them again, nor can try which it was.
 *
 * <p>The key is two values of a relation {@value #KEY}, bound once a statement: so it stands in no statement's text.
 */
sealed interface Mask permits MaskOfH2, MaskOfPostgres {

    /** The relation that the key is in. */
    String KEY = "nostage_key";

    /** A digest of so many characters is taken for a text; 16 of hexadecimal are 64 bits. */
    int TEXT = 16;

    /** What makes an e-mail of it. Nobody has an address there. */
    String MAIL = "@a.invalid";

    /** Digits of a number that are as good as never drawn twice. */
    int MANY_DIGITS = 15;

    static Mask of(Dialect dialect) {
        return dialect instanceof H2 ? new MaskOfH2() : new MaskOfPostgres();
    }

    /** The key's two halves, as a relation with two parameters: the outer one, and the inner one. */
    String key();

    /** @return SQL of 64 characters of hexadecimal that stand for a value's text; null for null */
    String digest(String value);

    /** @return SQL of a number from 0, of 60 bits, that stands for a value's text; null for null */
    String number(String value);

    /** A number, so that equal ones have one text. */
    String exact(String number);

    /** The day, or the moment, so many days or seconds behind the beginning of 1930, in the column's type. */
    String later(String type, String number);

    /** The value in the place of a column's, or nothing if there is none that fits its type. */
    default Optional<String> of(Column column, String value) {
        return switch (column.type()) {
            case "character varying", "character", "text", "character large object" -> Optional.of(text(column, value));
            case "varchar_ignorecase" -> Optional.of(text(column, "LOWER(" + value + ")"));
            case "uuid" -> Optional.of("CAST(SUBSTRING(" + digest(value) + ", 1, 32) AS uuid)");
            case "smallint" -> Optional.of(digits(4, value));
            case "real" -> Optional.of(digits(6, value));
            case "integer" -> Optional.of(digits(9, value));
            case "bigint", "double precision" -> Optional.of(digits(MANY_DIGITS, value));
            case "numeric" ->
                column.digits() < 1
                        ? Optional.empty()
                        : Optional.of(digits(Math.min(column.digits(), MANY_DIGITS), exact(value)));
            case "date" -> Optional.of(later("date", "MOD(" + number(value) + ", 29220)"));
            case "timestamp", "timestamp without time zone" ->
                Optional.of(later("timestamp", "MOD(" + number(value) + ", 2145916800)"));
            case "timestamp with time zone" ->
                Optional.of(later("timestamp with time zone", "MOD(" + number(value) + ", 2145916800)"));
            default -> Optional.empty();
        };
    }

    /** Whether two different values are as good as never masked alike, so that what is unique stays so. */
    static boolean staysUnique(Column column) {
        return switch (column.type()) {
            case "uuid", "bigint", "double precision" -> true;
            case "numeric" -> column.digits() >= MANY_DIGITS;
            case "character varying", "character", "text", "varchar_ignorecase", "character large object" ->
                column.length() >= TEXT;
            default -> false;
        };
    }

    private String digits(int count, String value) {
        return "1 + MOD(" + number(value) + ", " + "9".repeat(count) + ")";
    }

    private String text(Column column, String value) {
        String text = "SUBSTRING(" + digest(value) + ", 1, " + Math.min(TEXT, column.length()) + ")";
        return column.length() < TEXT + MAIL.length()
                ? text
                : "CASE WHEN " + value + " LIKE '%_@_%' THEN " + text + " || '" + MAIL + "' ELSE " + text + " END";
    }
}
