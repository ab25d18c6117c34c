package dev.nostage.testkit.isolation;

import org.jspecify.annotations.Nullable;

/**
 * What is sent for an input of a route.
 *
 * @param value null if nothing is
 * @param theirs whether it is the victim's
 */
record Given(@Nullable Object value, boolean theirs) {

    static final Given NOTHING = new Given(null, false);
}
