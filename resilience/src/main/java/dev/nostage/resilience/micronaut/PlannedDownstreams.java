package dev.nostage.resilience.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.problem.Nearest;
import dev.nostage.resilience.DownstreamStatus;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.FaultPlan;
import dev.nostage.tenancy.OperatorRequestException;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantInitializer;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The downstreams that a fault plan may be for. As an initializer it lets no tenant be opened with a plan that cannot be read, or
 * for a downstream that there is not.
 */
@Singleton
final class PlannedDownstreams implements TenantInitializer {

    private final Downstreams downstreams;

    PlannedDownstreams(Downstreams downstreams) {
        this.downstreams = downstreams;
    }

    @Override
    public void initialize(Tenant tenant) {
        try {
            FaultPlan.all(tenant).keySet().forEach(this::require);
        } catch (IllegalArgumentException e) {
            throw new OperatorRequestException(String.valueOf(e.getMessage()));
        }
    }

    /** @throws OperatorRequestException if there is no downstream of this name */
    String require(String downstream) {
        List<String> names =
                downstreams.status().stream().map(DownstreamStatus::name).toList();
        if (!names.contains(downstream)) {
            throw new OperatorRequestException("No such downstream: " + quoted(downstream)
                    + Nearest.to(downstream, names)
                            .map(nearest -> ", the nearest is " + quoted(nearest))
                            .orElse("")
                    + "; GET /nostage/downstreams lists them");
        }
        return downstream;
    }
}
