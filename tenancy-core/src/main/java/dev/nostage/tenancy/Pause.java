package dev.nostage.tenancy;

import java.time.Duration;

/** Lets machine time pass on the calling thread; a test lets it pass at once. */
@FunctionalInterface
public interface Pause {

    /** Sleeps. */
    Pause REAL = time -> Thread.sleep(time.toMillis());

    void pause(Duration time) throws InterruptedException;
}
