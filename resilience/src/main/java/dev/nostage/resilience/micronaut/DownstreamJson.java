package dev.nostage.resilience.micronaut;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.nostage.resilience.DownstreamStatus;
import dev.nostage.resilience.DownstreamStatus.LaneStatus;
import dev.nostage.resilience.FaultPlan;
import dev.nostage.resilience.Outcome;
import dev.nostage.resilience.TrafficClass;
import dev.nostage.tenancy.Tenant;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Downstreams in the shape in which operators see them: JSON, in UTF-8. */
final class DownstreamJson {

    private DownstreamJson() {}

    static byte[] of(List<DownstreamStatus> all) {
        return JSONArrayUtils.toJSONString(
                        all.stream().map(DownstreamJson::tree).toList())
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param downstream whose plan is shown; null if the tenant has none
     * @param note what an operator should know of it; null if there is nothing
     */
    static byte[] of(Tenant tenant, String downstream, @Nullable String note) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tenant", tenant.id().value());
        json.put("downstream", downstream);
        json.put("plan", tenant.attributes().get(FaultPlan.attribute(downstream)));
        json.put("until", String.valueOf(tenant.expiresAt()));
        if (note != null) {
            json.put("note", note);
        }
        return JSONObjectUtils.toJSONString(json).getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, Object> tree(DownstreamStatus status) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", status.name());
        json.put("effect", status.effect().toString());
        json.put("limit", status.limit());
        json.put("ceiling", status.ceiling());
        json.put("waiting", status.waiting());
        Map<String, Object> classes = new LinkedHashMap<>();
        for (TrafficClass traffic : TrafficClass.values()) {
            classes.put(traffic.toString(), tree(status.of(traffic)));
        }
        json.put("classes", classes);
        return json;
    }

    private static Map<String, Object> tree(LaneStatus lane) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("breaker", lane.breaker());
        json.put("inFlight", lane.inFlight());
        Map<String, Object> calls = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            calls.put(outcome.toString(), lane.count(outcome));
        }
        json.put("calls", calls);
        json.put("made", lane.made());
        json.put("totalMillis", lane.totalMillis());
        json.put("retries", lane.retries());
        json.put("retryBudget", lane.retryBudget());
        json.put("injected", lane.injected());
        json.put("fallbacks", lane.fallbacks());
        return json;
    }
}
