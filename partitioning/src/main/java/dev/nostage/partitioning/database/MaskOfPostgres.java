package dev.nostage.partitioning.database;

/** In PostgreSQL's own functions: no extension is needed. */
record MaskOfPostgres() implements Mask {

    @Override
    public String key() {
        return "(SELECT CAST(? AS bytea) AS outer_pad, CAST(? AS bytea) AS inner_pad) " + KEY;
    }

    @Override
    public String digest(String value) {
        return "encode(sha256(" + KEY + ".outer_pad || sha256(" + KEY + ".inner_pad || convert_to(CAST(" + value
                + " AS text), 'UTF8'))), 'hex')";
    }

    @Override
    public String number(String value) {
        return "CAST(CAST('x' || SUBSTRING(" + digest(value) + ", 1, 15) AS bit(60)) AS bigint)";
    }

    @Override
    public String exact(String number) {
        return "trim_scale(" + number + ")";
    }

    @Override
    public String later(String type, String number) {
        return type.equals("date")
                ? "DATE '1930-01-01' + CAST(" + number + " AS integer)"
                : type + " '1930-01-01 00:00:00" + (type.equals("timestamp") ? "" : "+00") + "' + " + number
                        + " * INTERVAL '1 second'";
    }
}
