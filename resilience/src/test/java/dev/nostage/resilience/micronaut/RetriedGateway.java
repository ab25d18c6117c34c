package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.Downstream;
import io.micronaut.retry.annotation.Retryable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A class whose calls the application retries by itself. */
@Singleton
class RetriedGateway {

    int attempts;

    @Downstream("retried")
    @Retryable(attempts = "20", delay = "1ms")
    public String call() {
        attempts++;
        if (attempts < 15) {
            throw new UncheckedIOException(new IOException("connection reset"));
        }
        return "answer";
    }
}
