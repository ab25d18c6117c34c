package dev.nostage.testkit.rules;

import dev.nostage.resilience.Downstream;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;

/** Clients, of which some call without a guard. */
final class ClientExamples {

    private ClientExamples() {}

    @Client(id = "prices")
    @Requires(property = "house-rules-examples")
    interface Unguarded {

        @Get("/price")
        String price();
    }

    @Client(id = "prices")
    @Requires(property = "house-rules-examples")
    interface HalfGuarded {

        @Get("/price")
        @Downstream("prices")
        String price();

        @Get("/rebate")
        String rebate();
    }

    @Downstream("prices")
    @Requires(property = "house-rules-examples")
    interface Prices {

        @Get("/price")
        String price();
    }

    /** The annotation of the interface above is not its own. */
    @Client(id = "prices")
    @Requires(property = "house-rules-examples")
    interface Forgetful extends Prices {}

    @Downstream("prices")
    @Client(id = "prices")
    @Requires(property = "house-rules-examples")
    interface Guarded extends AutoCloseable {

        @Get("/price")
        String price();

        default String twice() {
            return price() + price();
        }
    }

    @Downstream("prices")
    @Client(id = "prices")
    @Requires(property = "house-rules-examples")
    interface GuardedAgain extends Prices {}

    @Client(id = "prices")
    @Requires(property = "house-rules-examples")
    interface GuardedByMethod extends AutoCloseable {

        @Get("/price")
        @Downstream("prices")
        String price();

        default String twice() {
            return price() + price();
        }
    }

    /** No client. */
    interface Port {

        String price();
    }
}
