package dev.nostage.resilience;

import java.time.Duration;

/** What is done to a call on purpose, in the place of its downstream. */
public sealed interface Fault {

    /** Of a hundred calls, how many it strikes: 1 to 100. */
    int percent();

    /** How long it holds a call up. */
    default Duration delay() {
        return Duration.ZERO;
    }

    /** The call is made that much later. */
    record Latency(int percent, Duration delay) implements Fault {}

    /** The call is not made, and answered with an HTTP status of an error, 400 to 599. */
    record Status(int percent, int status) implements Fault {}

    /** The call is not made, as if its connection had been lost. */
    record Drop(int percent) implements Fault {}
}
