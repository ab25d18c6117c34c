package dev.nostage.resilience;

import dev.nostage.context.RequestContext;
import dev.nostage.event.Rations;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step before the call: the fault on purpose that strikes it, if its tenant has a plan for this downstream. */
final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final String downstream;
    private final FaultForm form;
    private final Machine machine;
    private final Rations rations;

    Faults(String downstream, FaultForm form, Machine machine) {
        this.downstream = downstream;
        this.form = form;
        this.machine = machine;
        this.rations = new Rations(machine.ticker());
    }

    /** What strikes the calls that are made here. */
    Optional<FaultPlan> plan(RequestContext context) {
        Tenant tenant = context.get(Tenants.KEY);
        return tenant == null || tenant.isLive() || tenant.attributes().isEmpty() ? Optional.empty() : plan(tenant);
    }

    /** The fault that strikes a call which is made now. */
    Optional<Fault> strike(FaultPlan plan) {
        return plan.strike(machine.chance().getAsDouble());
    }

    private Optional<FaultPlan> plan(Tenant tenant) {
        try {
            return FaultPlan.of(tenant, downstream);
        } catch (IllegalArgumentException e) {
            rations.draw("fault-plan")
                    .ifPresent(line -> LOG.warn(
                            "Tenant \"{}\" has no fault plan for downstream \"{}\": {}",
                            tenant.id(),
                            downstream,
                            e.getMessage()));
            return Optional.empty();
        }
    }

    /** Throws what a call is answered with by it, unless that only holds it up. */
    void answer(Fault fault) {
        if (fault instanceof Fault.Status status) {
            throw form.status(downstream, status.status());
        }
        if (fault instanceof Fault.Drop) {
            throw form.drop(downstream);
        }
    }
}
