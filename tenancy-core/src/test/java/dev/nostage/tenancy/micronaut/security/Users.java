package dev.nostage.tenancy.micronaut.security;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.authentication.AuthenticationRequest;
import io.micronaut.security.authentication.AuthenticationResponse;
import io.micronaut.security.authentication.provider.HttpRequestAuthenticationProvider;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Who has an account with the application, and how they show it: by name and password, or by a bearer's token. */
@Singleton
final class Users implements HttpRequestAuthenticationProvider<Object>, TokenValidator<HttpRequest<?>> {

    private static final String PASSWORD = "secret";
    private static final String TOKEN = "token-of-";

    /** Name and attributes; and each may have one role. */
    private static final Map<String, Map<String, Object>> ATTRIBUTES = Map.of(
            "alice", Map.of("tenant", "acme"),
            "bob", Map.of("tenant", "globex", "company", "acme"),
            "carol", Map.of(),
            "dave", Map.of("tenant", List.of("acme", "globex")),
            "eve", Map.of("tenant", "../acme"),
            "frank", Map.of("tenant", "nobody"),
            "oscar", Map.of(),
            "olga", Map.of("tenant", "acme"));

    private static final Map<String, List<String>> ROLES =
            Map.of("bob", List.of("BUYER"), "oscar", List.of("NOSTAGE_OPERATOR"), "olga", List.of("NOSTAGE_OPERATOR"));

    static String basic(String name) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    static String bearer(String name) {
        return "Bearer " + TOKEN + name;
    }

    @Override
    public AuthenticationResponse authenticate(
            HttpRequest<Object> request, AuthenticationRequest<String, String> credentials) {
        String name = credentials.getIdentity();
        return PASSWORD.equals(credentials.getSecret()) && ATTRIBUTES.containsKey(name)
                ? AuthenticationResponse.success(name, ROLES.getOrDefault(name, List.of()), ATTRIBUTES.get(name))
                : AuthenticationResponse.failure();
    }

    @Override
    public Publisher<Authentication> validateToken(String token, HttpRequest<?> request) {
        String name = token.startsWith(TOKEN) ? token.substring(TOKEN.length()) : "";
        return ATTRIBUTES.containsKey(name)
                ? Publishers.just(Authentication.build(name, ROLES.getOrDefault(name, List.of()), ATTRIBUTES.get(name)))
                : Publishers.empty();
    }
}
