package dev.nostage.resilience;

import static dev.nostage.problem.Quoted.quoted;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door: the guards of all downstreams, one for each. */
public final class Downstreams {

    private static final Logger LOG = LoggerFactory.getLogger(Downstreams.class);

    /** As configuration keys are written, so that code and configuration cannot mean two. */
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Map<String, DownstreamOptions> declared;
    private final FailurePolicy failures;
    private final LongSupplier ticker;
    private final Map<String, DownstreamGuard> guards = new ConcurrentHashMap<>();

    /**
     * @param declared by name; one that is not here has {@link DownstreamOptions#UNDECLARED}
     * @param ticker machine time in nanoseconds since any moment, such as {@code System::nanoTime}; it must not be one
     *     that a request can shift
     * @throws IllegalArgumentException if a name is malformed
     */
    public Downstreams(Map<String, DownstreamOptions> declared, FailurePolicy failures, LongSupplier ticker) {
        this.declared = Map.copyOf(declared);
        this.failures = failures;
        this.ticker = ticker;
        this.declared.keySet().forEach(this::get);
    }

    /**
     * The guard of a downstream, the same for each who asks.
     *
     * @param name lower-case letters, digits and hyphens
     * @throws IllegalArgumentException if the name is malformed
     */
    public DownstreamGuard get(String name) {
        DownstreamGuard guard = guards.get(name);
        return guard != null ? guard : guards.computeIfAbsent(name, this::guard);
    }

    private DownstreamGuard guard(String name) {
        if (!SHAPE.matcher(name).matches()) {
            throw new IllegalArgumentException("Name of a downstream must match " + SHAPE + ", was " + quoted(name));
        }
        DownstreamOptions options = declared.get(name);
        if (options == null) {
            options = DownstreamOptions.UNDECLARED;
            LOG.warn(
                    "Downstream \"{}\" is not declared and held to be {}: declare its effect,"
                            + " nostage.downstreams.{}.effect",
                    name,
                    options.effect(),
                    name);
        }
        return new DownstreamGuard(name, options, failures, ticker);
    }
}
