package dev.nostage.partitioning.sql;

import java.util.Set;

/**
 * The application's own functions that may be called in SQL, besides the ordinary ones.
 *
 * @param names in lower case
 * @param setting where further ones are named, for the message
 */
public record Functions(Set<String> names, String setting) {

    public Functions {
        names = Set.copyOf(names);
    }

    /** Those that the configuration of the running application names. */
    public static Functions configured(Set<String> names) {
        return new Functions(names, "nostage.partitioning.functions");
    }
}
