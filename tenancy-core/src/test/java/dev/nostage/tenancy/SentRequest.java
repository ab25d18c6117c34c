package dev.nostage.tenancy;

import java.net.InetAddress;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request as some server received it: its headers, and who sent it. */
public record SentRequest(
        @Nullable InetAddress from,
        List<String> namesAndValues,
        @Nullable Principal who) implements IncomingRequest {

    public static SentRequest withHeaders(String... namesAndValues) {
        return new SentRequest(InetAddress.getLoopbackAddress(), List.of(namesAndValues), null);
    }

    public static SentRequest by(Principal who, String... namesAndValues) {
        return new SentRequest(InetAddress.getLoopbackAddress(), List.of(namesAndValues), who);
    }

    public SentRequest from(@Nullable InetAddress peer) {
        return new SentRequest(peer, namesAndValues, who);
    }

    @Override
    public List<String> headers(String name) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            if (namesAndValues.get(i).equalsIgnoreCase(name)) {
                values.add(namesAndValues.get(i + 1));
            }
        }
        return values;
    }

    @Override
    public Optional<InetAddress> peer() {
        return Optional.ofNullable(from);
    }

    @Override
    public Optional<Principal> principal() {
        return Optional.ofNullable(who);
    }
}
