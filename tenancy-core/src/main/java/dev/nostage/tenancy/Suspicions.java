package dev.nostage.tenancy;

import dev.nostage.event.SecurityLog;
import java.net.InetAddress;
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

    /**
     * @param peer the other end of the socket, if there is one
     * @return whether there is a line of it; the security log counts the rest
     */
    public boolean report(TenancyException refusal, Optional<InetAddress> peer) {
        String what = what(refusal);
        if (what == null) {
            return false;
        }
        return log.write(
                what,
                peer.map(address -> Map.of("peer", address.getHostAddress())).orElse(Map.of()));
    }

    private static @Nullable String what(TenancyException refusal) {
        if (refusal instanceof PassportRefusedException refused) {
            // Apart, so that those who hold on to an old passport do not use up the lines of those who forge one.
            return switch (refused.reason()) {
                case INVALID -> "passport-refused";
                case OUT_OF_TIME -> "passport-expired";
            };
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
