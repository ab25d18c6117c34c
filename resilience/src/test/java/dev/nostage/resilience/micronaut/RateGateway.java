package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Downstream;
import dev.nostage.resilience.DownstreamStub;
import jakarta.inject.Singleton;

/** A class that calls a downstream. */
@Singleton
@Downstream("rates")
class RateGateway {

    public String rate() {
        return "rate";
    }

    /** A stub that only has the methods. */
    @DownstreamStub("rates")
    static final class Stub {

        public String rate() {
            return "stub rate";
        }
    }
}
