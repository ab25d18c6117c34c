package dev.nostage.resilience.micronaut;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Closes what is still open on the wire of a call that nobody waits for: the client would keep it until its own timeouts. */
interface OpenExchanges {

    /**
     * Fails the exchange with this reason or another, soon and not here.
     *
     * @param isOpen asked on the thread of the connection, which may have begun to carry another's exchange
     * @return whether there is a connection to close
     */
    boolean end(HttpRequest<?> request, BooleanSupplier isOpen, Throwable because);

    /** @param after how long the rest of the answer's body may take to come */
    void endBody(
            HttpRequest<?> request, HttpResponse<?> response, Duration after, Supplier<? extends Throwable> because);
}
