package dev.nostage.testkit.isolation;

import java.util.List;

/**
 * Something by which a tenant can reach into the application.
 *
 * @param name as the report calls it, such as {@code GET /orders/{id}}
 */
record Surface(String name, List<Attack> attacks) {

    /** One that is not attacked as a tenant, and why. */
    static Surface told(String name, String attack, String reason) {
        return new Surface(name, List.of(new Attack(attack, () -> {
            if (reason.isBlank()) {
                throw new NotExercisedError(name + " gives no reason: write because = \"…\" for whoever reviews it");
            }
            return reason;
        })));
    }
}
