package dev.nostage.tenancy.micronaut.micrometer;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantKind;
import dev.nostage.tenancy.Tenants;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One meter in as many as there are kinds of tenants, and one for work that is for nobody. Each is made when it is needed. */
final class ByKind<M extends Meter> {

    static final String TAG = "kind";
    static final String NOBODY = "none";

    /** For a meter that has a {@value #TAG} of its own, which means something else. */
    private static final String OTHER_TAG = "tenant.kind";

    private static final TenantKind[] KINDS = TenantKind.values();

    private final AtomicReferenceArray<M> meters = new AtomicReferenceArray<>(KINDS.length + 1);
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
        int place = tenant == null ? KINDS.length : tenant.kind().ordinal();
        M meter = meters.get(place);
        if (meter == null) {
            // Two threads may do this at once, and get the same one from the registry.
            meter = register.apply(Tags.of(id.getTags())
                    .and(
                            id.getTag(TAG) == null ? TAG : OTHER_TAG,
                            tenant == null ? NOBODY : tenant.kind().name()));
            meters.set(place, meter);
        }
        return meter;
    }

    Stream<M> all() {
        return IntStream.range(0, meters.length()).mapToObj(meters::get).filter(meter -> meter != null);
    }

    double sum(ToDoubleFunction<M> value) {
        return all().mapToDouble(value).sum();
    }

    double max(ToDoubleFunction<M> value) {
        return all().mapToDouble(value).max().orElse(0);
    }
}
