package dev.nostage.shop;

import dev.nostage.testkit.MutableClock;
import dev.nostage.timemachine.SystemTime;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Gives the shop a real clock that stands where it was made until a test moves it. */
@Factory
@Requires(property = "moved-clock")
class MovedClocks {

    @Singleton
    MutableClock movedClock() {
        return MutableClock.at(Clock.systemUTC().instant());
    }

    @Singleton
    @SystemTime
    @Replaces(bean = Clock.class, qualifier = SystemTime.class)
    Clock systemTime(MutableClock moved) {
        return moved;
    }
}
