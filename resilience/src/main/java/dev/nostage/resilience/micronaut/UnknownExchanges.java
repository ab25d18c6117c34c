package dev.nostage.resilience.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The connections of a client that tells nothing of them: each ends as that client sees fit. */
@Singleton
@Requires(missingBeans = NettyExchanges.class)
final class UnknownExchanges implements OpenExchanges {

    @Override
    public boolean end(HttpRequest<?> request, BooleanSupplier isOpen, Throwable because) {
        return false;
    }

    @Override
    public void endBody(
            HttpRequest<?> request, HttpResponse<?> response, Duration after, Supplier<? extends Throwable> because) {}
}
