package dev.nostage.tenancy;

import java.time.Duration;

/** Lets machine time pass on the calling thread; a test lets it pass at once. */
@FunctionalInterface
public interface Pause {

    /** Sleeps, and never less than it was told: whoever waits for a deadline finds it over. */
    Pause REAL = time -> Thread.sleep(time.plusNanos(999_999).toMillis());

    void pause(Duration time) throws InterruptedException;
}
