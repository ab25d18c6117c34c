package dev.nostage.tenancy;

import static dev.nostage.problem.Quoted.quoted;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Names a tenant: 1 to 63 ASCII letters, digits, dots, underscores and hyphens, the first a letter or a digit. Case
 * counts.
 */
public record TenantId(String value) implements Serializable {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    /** @throws TenantMalformedException if the value has another shape */
    public TenantId {
        if (!isOne(value)) {
            throw new TenantMalformedException("A tenant id must match " + SHAPE + ", and was " + quoted(value));
        }
    }

    static boolean isOne(String value) {
        return SHAPE.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
