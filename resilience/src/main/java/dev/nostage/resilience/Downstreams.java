package dev.nostage.resilience;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.problem.Nearest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
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
    private final FaultForm faultForm;
    private final Machine machine;
    private final Map<String, DownstreamGuard> guards = new ConcurrentHashMap<>();
    private final List<Consumer<DownstreamGuard>> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param declared by name; one that is not here has {@link DownstreamOptions#UNDECLARED}
     * @param faultForm what faults on purpose look like
     * @throws IllegalArgumentException if a name is malformed
     */
    public Downstreams(
            Map<String, DownstreamOptions> declared, FailurePolicy failures, FaultForm faultForm, Machine machine) {
        this.declared = Map.copyOf(declared);
        this.failures = failures;
        this.faultForm = faultForm;
        this.machine = machine;
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
        if (guard != null) {
            return guard;
        }
        DownstreamGuard made = guard(name);
        DownstreamGuard earlier = guards.putIfAbsent(name, made);
        if (earlier != null) {
            return earlier;
        }
        listeners.forEach(listener -> listener.accept(made));
        return made;
    }

    /** How it stands with all that are declared or were called, in the order of their names. */
    public List<DownstreamStatus> status() {
        return guards.values().stream()
                .map(DownstreamGuard::status)
                .sorted(Comparator.comparing(DownstreamStatus::name))
                .toList();
    }

    /** Tells of each guard, those that are there at once and others as they come. */
    public void onNew(Consumer<DownstreamGuard> listener) {
        listeners.add(listener);
        guards.values().forEach(listener);
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
                            + " nostage.downstreams.{}.effect{}",
                    name,
                    options.effect(),
                    name,
                    Nearest.to(name, declared.keySet())
                            .map(nearest -> "; the nearest that is declared is \"" + nearest + "\"")
                            .orElse(""));
        }
        return new DownstreamGuard(name, options, failures, faultForm, machine);
    }
}
