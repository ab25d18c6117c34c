package dev.nostage.testkit;

import dev.nostage.tenancy.IncomingRequest;
import java.net.InetAddress;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request as a {@link dev.nostage.tenancy.TenantSource} sees it, made of nothing but what a test says. Immutable. */
public final class FakeRequest implements IncomingRequest {

    private final Map<String, List<String>> headers;
    private final @Nullable InetAddress peer;
    private final @Nullable Principal principal;

    private FakeRequest(Map<String, List<String>> headers, @Nullable InetAddress peer, @Nullable Principal principal) {
        this.headers = headers;
        this.peer = peer;
        this.principal = principal;
    }

    /** One that says nothing: no header, no peer, nobody who authenticated. */
    public static FakeRequest empty() {
        return new FakeRequest(Map.of(), null, null);
    }

    /** The same, with one more value of this header. */
    public FakeRequest header(String name, String value) {
        Map<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        List<String> values = new ArrayList<>(headers(name));
        values.add(value);
        more.put(name, List.copyOf(values));
        return new FakeRequest(Collections.unmodifiableMap(more), peer, principal);
    }

    /** The same, from this other end of the socket. */
    public FakeRequest from(InetAddress other) {
        return new FakeRequest(headers, other, principal);
    }

    /** The same, by somebody who authenticated. */
    public FakeRequest by(Principal somebody) {
        return new FakeRequest(headers, peer, somebody);
    }

    /** Every header, in the order of names. */
    Map<String, List<String>> headers() {
        return headers;
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    @Override
    public Optional<InetAddress> peer() {
        return Optional.ofNullable(peer);
    }

    @Override
    public Optional<Principal> principal() {
        return Optional.ofNullable(principal);
    }

    @Override
    public String toString() {
        return "FakeRequest[headers=" + headers + ", peer=" + peer + ", principal=" + principal + "]";
    }
}
