package dev.nostage.testkit.isolation;

import java.util.List;

/** All surfaces of one kind. */
interface Surfaces {

    List<Surface> surfaces();

    /** Gives a victim something of its own, which can be reached by these surfaces. */
    default void plant(Victim victim) {}
}
