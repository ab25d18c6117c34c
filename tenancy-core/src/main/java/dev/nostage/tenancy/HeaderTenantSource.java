package dev.nostage.tenancy;

import java.util.List;
import java.util.Set;

/** The {@code Tenant-Id} header, which counts from trusted peers only and is an offence from any other. */
public final class HeaderTenantSource implements TenantSource {

    public static final String HEADER = "Tenant-Id";

    private final TrustedPeers trustedPeers;

    public HeaderTenantSource(TrustedPeers trustedPeers) {
        this.trustedPeers = trustedPeers;
    }

    @Override
    public Resolution resolve(IncomingRequest request) {
        List<String> sent = request.headers(HEADER);
        if (sent.isEmpty()) {
            return Resolution.absent();
        }
        if (!request.peer().map(trustedPeers::trusts).orElse(false)) {
            return Resolution.refused(new TenantRefusedException(
                    TenantRefusedException.Reason.UNTRUSTED_HEADER,
                    HEADER + " came from "
                            + request.peer().map(Object::toString).orElse("an unknown peer")
                            + ", which nostage.tenancy.trusted-peers does not list"));
        }
        if (sent.size() > 1) {
            return Resolution.refused(new TenantMalformedException(HEADER + " was sent " + sent.size() + " times"));
        }
        try {
            return Resolution.found(new TenantId(sent.get(0)));
        } catch (TenantMalformedException e) {
            return Resolution.refused(e);
        }
    }

    @Override
    public Set<String> headers() {
        return Set.of(HEADER);
    }

    @Override
    public String name() {
        return "header";
    }
}
