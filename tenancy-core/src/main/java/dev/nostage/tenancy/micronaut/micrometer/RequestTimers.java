package dev.nostage.tenancy.micronaut.micrometer;

import dev.nostage.event.WideEvent;
import dev.nostage.event.WideEventSink;
import dev.nostage.tenancy.TenantKind;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.http.Outcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Times each request, by its wide event, in {@value #NAME}: with {@code kind}, {@code route}, {@code outcome} and
 * {@code tenant}. Live tenants alone are told apart, and so many that the registry stays small: those that come and go with a
 * test would leave their series behind.
 */
public final class RequestTimers implements WideEventSink {

    public static final String NAME = "nostage.requests";

    private static final String NONE = ByKind.NOBODY;
    private static final String UNMATCHED = "unmatched";

    /** More than an application has. Were code to note a path as its route, the registry would still stay small. */
    private static final int ROUTES = 1000;

    private static final Set<String> KINDS =
            Arrays.stream(TenantKind.values()).map(TenantKind::name).collect(Collectors.toUnmodifiableSet());

    private final Meter.MeterProvider<Timer> timers;
    private final CappedLabel tenants;
    private final CappedLabel routes = new CappedLabel(ROUTES);

    /** @param tenants how many live tenants have a label of their own: those that come first */
    public RequestTimers(MeterRegistry registry, int tenants) {
        this.timers = Timer.builder(NAME)
                .description("Requests, to the end of their answers")
                .withRegistry(registry instanceof KindRegistry kinds ? kinds.tagged() : registry);
        this.tenants = new CappedLabel(tenants);
    }

    @Override
    public void emit(WideEvent event) {
        Map<String, Object> notes = event.notes();
        if (notes.get("duration_ms") instanceof Number milliseconds) {
            timers.withTags(tags(notes)).record(Math.round(milliseconds.doubleValue() * 1e6), TimeUnit.NANOSECONDS);
        }
    }

    private Tags tags(Map<String, Object> notes) {
        String kind = text(notes, "kind", NONE);
        return Tags.of(
                ByKind.TAG,
                KINDS.contains(kind) ? kind : NONE,
                "route",
                routes.of(text(notes, "route", UNMATCHED)),
                "outcome",
                outcome(notes),
                "tenant",
                tenant(kind, text(notes, "tenant", NONE)));
    }

    private String tenant(String kind, String tenant) {
        if (tenant.equals(NONE)) {
            return NONE;
        }
        return kind.equals(TenantKind.LIVE.name()) ? tenants.of(tenant) : CappedLabel.OTHER;
    }

    /** As Micrometer names them by their status; what was no answer, as the event does. */
    private static String outcome(Map<String, Object> notes) {
        String ended = text(notes, "outcome", "");
        if (!ended.equals(dev.nostage.event.Outcome.ANSWERED.wireName())) {
            return ended.toUpperCase(Locale.ROOT);
        }
        return notes.get("status") instanceof Integer status
                ? Outcome.forStatus(status).name()
                : Outcome.UNKNOWN.name();
    }

    private static String text(Map<String, Object> notes, String key, String absent) {
        return notes.get(key) instanceof String text ? text : absent;
    }
}
