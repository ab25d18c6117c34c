package dev.nostage.tenancy.servlet;

import dev.nostage.tenancy.IncomingRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;

/** A servlet container's request, as a tenant source reads it. */
record ReceivedRequest(HttpServletRequest request) implements IncomingRequest {

    @Override
    public List<String> headers(String name) {
        Enumeration<String> sent = request.getHeaders(name);
        return sent == null ? List.of() : Collections.list(sent);
    }

    @Override
    public Optional<InetAddress> peer() {
        return Peer.of(request);
    }

    @Override
    public Optional<Principal> principal() {
        return Optional.ofNullable(request.getUserPrincipal());
    }
}
