package dev.nostage.timemachine.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.problem.Nearest;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Environment variables that are meant to move a launch. Of one that moves nothing there is no other sign. */
final class LaunchVariables {

    private static final Logger LOG = LoggerFactory.getLogger(LaunchVariables.class);
    private static final Pattern VARIABLE = Pattern.compile("NOSTAGE_LAUNCHES_(?<name>.+)_(?<key>FROM|UNTIL|ZONE)");

    private final Set<String> names;

    /** @param launches the names of those that are declared */
    LaunchVariables(Collection<String> launches) {
        names = launches.stream().map(LaunchVariables::upper).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Warns of each that names no launch, and of the nearest that there is. */
    void check(Collection<PropertySource> sources) {
        for (PropertySource source : sources) {
            if (source.getConvention() == PropertyConvention.ENVIRONMENT_VARIABLE) {
                source.forEach(this::check);
            }
        }
    }

    private void check(String variable) {
        Matcher read = VARIABLE.matcher(variable.toUpperCase(Locale.ROOT));
        if (read.matches() && !names.contains(read.group("name"))) {
            LOG.warn(
                    "The environment variable {} moves no launch: {}",
                    quoted(variable),
                    Nearest.to(read.group("name"), names)
                            .map(nearest -> "did you mean NOSTAGE_LAUNCHES_" + nearest + "_" + read.group("key") + "?")
                            .orElse("nostage.launches has none"));
        }
    }

    private static String upper(String launch) {
        return launch.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
