package dev.nostage.resilience.micronaut;

import dev.nostage.resilience.FaultForm;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Secondary;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Faults on purpose as the HTTP client throws real ones. */
@Singleton
@Secondary
@Requires(classes = HttpClientResponseException.class)
final class HttpFaultForm implements FaultForm {

    @Override
    public RuntimeException status(String downstream, int status) {
        return new HttpClientResponseException(
                FaultForm.because(downstream) + "status " + status, HttpResponse.status(status, "Fault on purpose"));
    }

    @Override
    public RuntimeException drop(String downstream) {
        String because = FaultForm.because(downstream) + "connection dropped";
        return new HttpClientException(because, new IOException(because));
    }
}
