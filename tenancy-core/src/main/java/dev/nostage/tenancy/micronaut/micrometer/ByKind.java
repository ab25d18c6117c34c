package dev.nostage.tenancy.micronaut.micrometer;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** One meter in as many as there are kinds of tenants, and one for work that is for nobody. Each is made when it is needed. */
final class ByKind<M extends Meter> {

    static final String TAG = "kind";
    static final String NOBODY = "none";

    /** For a meter that has a {@value #TAG} of its own, which means something else. */
    private static final String OTHER_TAG = "tenant.kind";

    private final ConcurrentMap<String, M> meters = new ConcurrentHashMap<>();
    private final Meter.Id id;
    private final Function<Tags, M> register;

    /** @param register makes the meter that has these tags, or finds it */
    ByKind(Meter.Id id, Function<Tags, M> register) {
        this.id = id;
        this.register = register;
    }

    /** The one of whoever is worked for here and now. */
    M current() {
        Tenant tenant = RequestContext.current().get(Tenants.KEY);
        String kind = tenant == null ? NOBODY : tenant.kind().name();
        M meter = meters.get(kind);
        return meter == null ? meters.computeIfAbsent(kind, this::of) : meter;
    }

    private M of(String kind) {
        return register.apply(Tags.of(id.getTags()).and(id.getTag(TAG) == null ? TAG : OTHER_TAG, kind));
    }

    Stream<M> all() {
        return meters.values().stream();
    }

    double sum(ToDoubleFunction<M> value) {
        return all().mapToDouble(value).sum();
    }

    double max(ToDoubleFunction<M> value) {
        return all().mapToDouble(value).max().orElse(0);
    }
}
