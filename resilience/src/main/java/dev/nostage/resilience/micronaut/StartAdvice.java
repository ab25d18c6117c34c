package dev.nostage.resilience.micronaut;

import dev.nostage.problem.Nearest;
import dev.nostage.resilience.Downstreams;
import dev.nostage.resilience.Screening;
import dev.nostage.resilience.micronaut.GuardedMethods.Seen;
import dev.nostage.tenancy.TenantKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns at the start of configuration that may be meant, and mostly is a slip. */
@Singleton
final class StartAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(StartAdvice.class);

    private final List<DownstreamConfiguration> configured;
    private final GuardedMethods methods;
    private final Downstreams downstreams;

    StartAdvice(List<DownstreamConfiguration> configured, GuardedMethods methods, Downstreams downstreams) {
        this.configured = configured;
        this.methods = methods;
        this.downstreams = downstreams;
    }

    void give() {
        Set<String> called = methods.called();
        for (DownstreamConfiguration each : configured) {
            if (called.contains(each.name())) {
                warnOfRefusedLiveCalls(each.name());
            } else {
                warnOfNameThatNothingHas(each.name(), called);
            }
        }
    }

    private static void warnOfNameThatNothingHas(String name, Set<String> called) {
        LOG.warn(
                "Downstream \"{}\" is configured, and nothing is @Downstream(\"{}\"){}. It is fine if it is called in"
                        + " code, Downstreams.get(\"{}\")",
                name,
                name,
                Nearest.to(name, called)
                        .map(nearest -> "; the nearest name that something has is \"" + nearest + "\"")
                        .orElse(""),
                name);
    }

    private void warnOfRefusedLiveCalls(String name) {
        if (downstreams.get(name).options().screening().of(TenantKind.LIVE) != Screening.Action.STUB) {
            return;
        }
        String refused = methods.calling(name).stream()
                .filter(seen -> seen.guarded().stub() == null)
                .map(Seen::method)
                .map(method -> method.getDeclaringType().getName() + "." + method.getMethodName())
                .sorted()
                .collect(Collectors.joining(", "));
        if (!refused.isEmpty()) {
            LOG.warn(
                    "Every live call of {} is refused: nostage.downstreams.{}.screening.live is stub, and there is no"
                            + " @DownstreamStub(\"{}\")",
                    refused,
                    name,
                    name);
        }
    }
}
