package dev.nostage.tenancy;

import dev.nostage.event.SecurityLog;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the security log of refusals that look like an attack. What a well-behaved caller may run into, such as a tenant that
 * was removed meanwhile, is none.
 */
public final class Suspicions {

    private final SecurityLog log;

    public Suspicions(SecurityLog log) {
        this.log = log;
    }

    /** @param peer the other end of the socket, if there is one */
    public void report(TenancyException refusal, Optional<InetAddress> peer) {
        String what = what(refusal);
        if (what == null) {
            return;
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        peer.ifPresent(address -> facts.put("peer", address.getHostAddress()));
        if (refusal.getCause() != null) {
            // The name of the class tells a forged passport from one that has expired; its message may quote the
            // caller.
            facts.put("cause", refusal.getCause().getClass().getSimpleName());
        }
        log.write(what, facts);
    }

    private static @Nullable String what(TenancyException refusal) {
        if (refusal instanceof PassportRefusedException) {
            return "passport-refused";
        }
        if (refusal instanceof OperatorRefusedException) {
            return "operator-refused";
        }
        if (refusal instanceof TenantRefusedException refused) {
            return switch (refused.reason()) {
                case CONTRADICTED -> "tenant-mismatch";
                case UNTRUSTED_HEADER -> "untrusted-header";
                case NOT_SERVED -> null;
            };
        }
        return null;
    }
}
