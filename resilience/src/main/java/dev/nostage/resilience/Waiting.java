package dev.nostage.resilience;

/** A call that waits for a slot and holds no thread. */
@FunctionalInterface
interface Waiting {

    /**
     * Waits no longer. Neither callback runs from now on, and a slot that was just granted goes back.
     *
     * @return false if a callback has begun: then what it was told holds
     */
    boolean giveUp();
}
