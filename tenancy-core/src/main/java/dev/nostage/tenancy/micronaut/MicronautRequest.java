package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.IncomingRequest;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.net.InetAddress;
import java.security.Principal;
import java.util.List;
import java.util.Optional;

/** Micronaut's request, as a tenant source reads it. */
public record MicronautRequest(HttpRequest<?> request) implements IncomingRequest {

    @Override
    public List<String> headers(String name) {
        HttpHeaders headers = request.getHeaders();
        return headers.contains(name) ? headers.getAll(name) : List.of();
    }

    @Override
    public Optional<InetAddress> peer() {
        return Optional.ofNullable(request.getRemoteAddress().getAddress());
    }

    @Override
    public Optional<Principal> principal() {
        return request.getUserPrincipal();
    }
}
