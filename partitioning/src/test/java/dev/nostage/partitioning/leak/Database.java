package dev.nostage.partitioning.leak;

/** Where the attacks run. */
enum Database {
    H2("H2"),
    POSTGRES("PostgreSQL");

    private final String title;

    Database(String title) {
        this.title = title;
    }

    /** Micronaut Data's name of the dialect, and the prefix of what is compiled for it. */
    String dialect() {
        return name();
    }

    @Override
    public String toString() {
        return title;
    }
}
