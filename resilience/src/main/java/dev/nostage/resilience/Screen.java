package dev.nostage.resilience;

import dev.nostage.context.RequestContext;
import dev.nostage.problem.ProblemException;
import dev.nostage.tenancy.ReadOnly;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The first step of a call: whether its tenant may reach the downstream at all. */
final class Screen {

    private final String downstream;
    private final Effect effect;
    private final Screening screening;
    private final boolean open;

    Screen(String downstream, DownstreamOptions options) {
        this.downstream = downstream;
        this.effect = options.effect();
        this.screening = options.screening();
        this.open = screening.isOpen();
    }

    /** @throws TenantMissingException if it depends on the tenant and nobody is worked for here */
    boolean holds(RequestContext context) {
        return !open && screening.of(tenant(context).kind()) != Screening.Action.PASS;
    }

    /**
     * @return the stub if it must answer, and nothing if the call may go on
     * @throws ProblemException if neither may be
     */
    <S> Optional<S> pass(@Nullable S stub, RequestContext context) {
        if (open) {
            refuseOutwardWrite();
            return Optional.empty();
        }
        Tenant tenant = tenant(context);
        Screening.Action action = screening.of(tenant.kind());
        if (action == Screening.Action.PASS) {
            refuseOutwardWrite();
            return Optional.empty();
        }
        if (action == Screening.Action.REFUSE) {
            throw DownstreamRefusedException.configured(downstream, effect, tenant);
        }
        if (stub == null) {
            throw DownstreamRefusedException.withoutStub(downstream, effect, tenant);
        }
        return Optional.of(stub);
    }

    /** What must not write here must not pay, print or send either; whether a call only reads, nobody has said. */
    private void refuseOutwardWrite() {
        if (effect != Effect.INTERNAL) {
            ReadOnly.refuseWrite();
        }
    }

    private Tenant tenant(RequestContext context) {
        Tenant tenant = context.get(Tenants.KEY);
        if (tenant == null) {
            throw new TenantMissingException("Downstream \"" + downstream + "\" is " + effect
                    + " and called for a tenant only, and none is bound here: bind one with Tenants.callAs, or wrap"
                    + " work that is handed to another thread with RequestContext.current().wrap");
        }
        return tenant;
    }
}
