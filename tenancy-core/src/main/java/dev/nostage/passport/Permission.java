package dev.nostage.passport;

import static dev.nostage.problem.Quoted.quoted;

import java.util.Arrays;
import java.util.Locale;

/** What a passport lets its holder do beyond acting as its tenant. */
public enum Permission {
    /** Run a request as if it were another date, also for a live tenant, which then only reads. */
    TRAVEL,
    /** Ask for faults in the calls to downstreams. */
    INJECT_FAULTS,
    /** Choose another version or flag than the tenant's own. */
    OVERRIDE;

    /** As it stands in a passport and in a request to the operator endpoints, such as {@code inject-faults}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if no permission has this name */
    public static Permission ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(permission -> permission.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A permission is one of "
                        + Arrays.stream(values()).map(Permission::wireName).toList() + ", and was "
                        + quoted(wireName)));
    }
}
