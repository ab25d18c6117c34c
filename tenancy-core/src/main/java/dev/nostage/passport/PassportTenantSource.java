package dev.nostage.passport;

import dev.nostage.event.WideEvent;
import dev.nostage.tenancy.IncomingRequest;
import dev.nostage.tenancy.PassportRefusedException;
import dev.nostage.tenancy.Resolution;
import dev.nostage.tenancy.TenancyException;
import dev.nostage.tenancy.TenantSource;
import java.util.List;
import java.util.Set;

/**
 * The tenant of the passport that a request came with, and whatever else the passport carries. The wide event learns the
 * passport's id, if it is valid.
 */
public final class PassportTenantSource implements TenantSource {

    private final PassportVerifier verifier;

    public PassportTenantSource(PassportVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Resolution resolve(IncomingRequest request) {
        List<String> sent = request.headers(Passport.HEADER);
        if (sent.isEmpty()) {
            return Resolution.absent();
        }
        if (sent.size() > 1) {
            return Resolution.refused(
                    new PassportRefusedException(Passport.HEADER + " was sent " + sent.size() + " times", null));
        }
        try {
            Passport passport = verifier.verify(sent.get(0));
            WideEvent.current().note("passport", passport.id());
            return new Resolution.Found(passport.tenant(), passport.context(), passport::isFor);
        } catch (TenancyException e) {
            return Resolution.refused(e);
        }
    }

    @Override
    public Set<String> headers() {
        return Set.of(Passport.HEADER);
    }

    @Override
    public String name() {
        return "passport";
    }
}
