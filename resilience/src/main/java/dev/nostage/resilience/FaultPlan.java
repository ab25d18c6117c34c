package dev.nostage.resilience;

import static dev.nostage.problem.Durations.written;
import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.tenancy.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What shares of the calls of one downstream fail on purpose, for one tenant that is not live. It is an attribute of the
 * tenant, so that every instance knows it and it ends with the tenant:
 *
 * <pre>{@code fault.payments = 30% latency 200ms, 10% status 503, 5% drop}</pre>
 *
 * @param faults of which each call gets at most one; their percentages are 100 together at most
 */
public record FaultPlan(List<Fault> faults) {

    private static final String ATTRIBUTE = "fault.";
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
    private static final Pattern SHAPE =
            Pattern.compile("([0-9]{1,3})% +(?:latency +([0-9]{1,6})(ms|s)|status +([0-9]{3})|(drop))");

    /** @throws IllegalArgumentException if there is no fault, one is out of its range or they are more than 100 per cent */
    public FaultPlan {
        faults = List.copyOf(faults);
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("A fault plan needs a fault");
        }
        faults.forEach(FaultPlan::check);
        int together = faults.stream().mapToInt(Fault::percent).sum();
        if (together > 100) {
            throw new IllegalArgumentException(
                    "Faults of one downstream must be 100% together at most, were " + together + "%");
        }
    }

    private static void check(Fault fault) {
        if (fault.percent() < 1 || fault.percent() > 100) {
            throw new IllegalArgumentException("A fault must strike 1% to 100% of the calls, was " + fault.percent());
        }
        if (fault instanceof Fault.Latency latency
                && (latency.delay().isNegative() || latency.delay().compareTo(LONGEST_DELAY) > 0)) {
            throw new IllegalArgumentException("A fault's latency must be 0s to " + LONGEST_DELAY.toSeconds()
                    + "s, was " + written(latency.delay()));
        }
        if (fault instanceof Fault.Status status && (status.status() < 400 || status.status() > 599)) {
            throw new IllegalArgumentException("A fault's status must be 400 to 599, was " + status.status());
        }
    }

    /**
     * Reads a plan, such as {@code 30% latency 200ms, 10% status 503, 5% drop}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static FaultPlan parse(String text) {
        List<Fault> faults = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            faults.add(fault(part.strip()));
        }
        return new FaultPlan(faults);
    }

    private static Fault fault(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("A fault must be like \"30% latency 200ms\", \"10% status 503\" or"
                    + " \"5% drop\", with a latency in ms or s, was " + quoted(text));
        }
        int percent = Integer.parseInt(matcher.group(1));
        if (matcher.group(2) != null) {
            long amount = Long.parseLong(matcher.group(2));
            return new Fault.Latency(
                    percent, matcher.group(3).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount));
        }
        return matcher.group(4) != null
                ? new Fault.Status(percent, Integer.parseInt(matcher.group(4)))
                : new Fault.Drop(percent);
    }

    /**
     * The plan of a tenant, if it has one.
     *
     * @return empty for a live tenant, whatever stands in its attributes
     * @throws IllegalArgumentException if what stands there is no plan
     */
    public static Optional<FaultPlan> of(Tenant tenant, String downstream) {
        return tenant.isLive()
                ? Optional.empty()
                : Optional.ofNullable(tenant.attributes().get(attribute(downstream)))
                        .map(FaultPlan::parse);
    }

    /**
     * The plans among a tenant's attributes, by downstream.
     *
     * @throws FaultRefusedException if it has one, and is live
     * @throws IllegalArgumentException if what stands there is no plan
     */
    public static Map<String, FaultPlan> all(Tenant tenant) {
        Map<String, FaultPlan> plans = new TreeMap<>();
        tenant.attributes().forEach((attribute, plan) -> {
            if (attribute.startsWith(ATTRIBUTE)) {
                String downstream = attribute.substring(ATTRIBUTE.length());
                if (tenant.isLive()) {
                    throw new FaultRefusedException(downstream, tenant);
                }
                plans.put(downstream, parse(plan));
            }
        });
        return plans;
    }

    /** The tenant's attribute that holds the plan of a downstream. */
    public static String attribute(String downstream) {
        return ATTRIBUTE + downstream;
    }

    /** The fault that strikes one call, if any does. */
    Optional<Fault> strike(double chance) {
        double left = chance * 100;
        for (Fault fault : faults) {
            left -= fault.percent();
            if (left < 0) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return faults.stream().map(FaultPlan::text).collect(Collectors.joining(", "));
    }

    private static String text(Fault fault) {
        String share = fault.percent() + "% ";
        if (fault instanceof Fault.Latency latency) {
            return share + "latency " + latency.delay().toMillis() + "ms";
        }
        return fault instanceof Fault.Status status ? share + "status " + status.status() : share + "drop";
    }
}
