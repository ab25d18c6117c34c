package dev.nostage.testkit.isolation;

import java.util.Locale;

/**
 * A value that is the attacked tenant's, and where it stands.
 *
 * @param name of the property or the column
 */
record Known(String name, Object value) {

    /** Whether a parameter of this name may mean it; {@code tenant} may mean a {@code tenant_id}. */
    boolean isNamed(String parameter) {
        return plain(name).equals(plain(parameter)) || plain(name).equals(plain(parameter) + "id");
    }

    private static String plain(String name) {
        return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
