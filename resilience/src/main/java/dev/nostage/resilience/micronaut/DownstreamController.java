package dev.nostage.resilience.micronaut;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.FaultPlan;
import dev.nostage.resilience.FaultPlans;
import dev.nostage.resilience.Screening;
import dev.nostage.tenancy.NoTenant;
import dev.nostage.tenancy.OperatorRequestException;
import dev.nostage.tenancy.Operators;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantId;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.micronaut.OperatorEnabled;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.text.ParseException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operator's view of the downstreams, and the faults on purpose. */
@OperatorEnabled
@NoTenant(because = "an operator works on what all tenants share, not for one")
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Produces(MediaType.APPLICATION_JSON)
@Controller("/nostage")
final class DownstreamController {

    private final Downstreams downstreams;
    private final FaultPlans faults;
    private final PlannedDownstreams planned;
    private final Operators operators;

    DownstreamController(Downstreams downstreams, PlannedDownstreams planned, FaultPlans faults, Operators operators) {
        this.downstreams = downstreams;
        this.planned = planned;
        this.faults = faults;
        this.operators = operators;
    }

    @Get("/downstreams")
    byte[] list() {
        return operators.call("list-downstreams", action -> DownstreamJson.of(downstreams.status()));
    }

    /** @param body {@code {"plan": "30% latency 200ms, 10% status 503, 5% drop"}} */
    @Put("/tenants/{id}/faults/{downstream}")
    byte[] fault(String id, String downstream, @Nullable @Body String body) {
        return operators.call("inject-faults", action -> {
            action.tenant(id);
            Tenant tenant = faults.plan(new TenantId(id), planned.require(downstream), plan(body));
            return DownstreamJson.of(tenant, downstream, whyNoneStrikes(tenant.kind(), downstream));
        });
    }

    @Delete("/tenants/{id}/faults/{downstream}")
    byte[] heal(String id, String downstream) {
        return operators.call("heal-faults", action -> {
            action.tenant(id);
            return DownstreamJson.of(faults.heal(new TenantId(id), planned.require(downstream)), downstream, null);
        });
    }

    /** Null if the plan of a tenant of this kind strikes what it says. */
    private @Nullable String whyNoneStrikes(TenantKind kind, String downstream) {
        Screening.Action action =
                downstreams.get(downstream).options().screening().of(kind);
        return action == Screening.Action.REFUSE
                ? "Every call of a " + kind + " tenant to \"" + downstream + "\" is refused (screening."
                        + kind.name().toLowerCase(Locale.ROOT) + " is " + action + "), so the plan strikes none"
                : null;
    }

    private static FaultPlan plan(@Nullable String body) {
        try {
            Map<String, Object> json = JSONObjectUtils.parse(body == null ? "" : body);
            String plan = JSONObjectUtils.getString(json, "plan");
            if (plan == null || json.size() > 1) {
                throw new OperatorRequestException(
                        "Body must be {\"plan\": \"30% latency 200ms, 10% status 503, 5% drop\"}");
            }
            return FaultPlan.parse(plan);
        } catch (ParseException e) {
            throw new OperatorRequestException("Body must be JSON: {\"plan\": \"30% latency 200ms\"}");
        } catch (IllegalArgumentException e) {
            throw new OperatorRequestException(String.valueOf(e.getMessage()));
        }
    }
}
