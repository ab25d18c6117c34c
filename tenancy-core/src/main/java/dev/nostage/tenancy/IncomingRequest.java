package dev.nostage.tenancy;

import java.net.InetAddress;
import java.security.Principal;
import java.util.List;
import java.util.Optional;

/** What a {@link TenantSource} may read of a request, whatever server received it. */
public interface IncomingRequest {

    /** Every value of a header, in order of arrival; empty if it was not sent. */
    List<String> headers(String name);

    /** The other end of the socket; never what a forwarding header says. Empty where there is no such thing. */
    Optional<InetAddress> peer();

    /** Who authenticated, as the server knows it; empty if nobody did, or where the server knows nobody. */
    default Optional<Principal> principal() {
        return Optional.empty();
    }
}
