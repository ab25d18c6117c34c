package dev.nostage.partitioning.database;

/** In H2's functions. */
record MaskOfH2() implements Mask {

    @Override
    public String key() {
        return "(SELECT CAST(? AS VARBINARY) AS outer_pad, CAST(? AS VARBINARY) AS inner_pad) " + KEY;
    }

    private static String hash(String value) {
        return "HASH('SHA-256', " + KEY + ".outer_pad || HASH('SHA-256', " + KEY + ".inner_pad || STRINGTOUTF8(CAST("
                + value + " AS VARCHAR))))";
    }

    @Override
    public String digest(String value) {
        return "LOWER(RAWTOHEX(" + hash(value) + "))";
    }

    @Override
    public String number(String value) {
        return "BITAND(CAST(SUBSTRING(" + hash(value) + ", 1, 8) AS BIGINT), 1152921504606846975)";
    }

    /** H2's have the scale of their column. */
    @Override
    public String exact(String number) {
        return number;
    }

    @Override
    public String later(String type, String number) {
        return type.equals("date")
                ? "DATEADD(DAY, " + number + ", DATE '1930-01-01')"
                : "DATEADD(SECOND, " + number + ", " + type + " '1930-01-01 00:00:00"
                        + (type.equals("timestamp") ? "" : "+00") + "')";
    }
}
