package dev.nostage.timemachine.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.problem.Nearest;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.core.naming.NameUtils;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Environment variables that are meant to move a launch. Of one that moves nothing there is no other sign. */
final class LaunchVariables {

    private static final Logger LOG = LoggerFactory.getLogger(LaunchVariables.class);
    private static final String PREFIX = "NOSTAGE_LAUNCHES_";
    private static final Pattern VARIABLE = Pattern.compile(PREFIX + "(?<name>.+)_(?<key>FROM|UNTIL|ZONE)");
    private static final Pattern KEY = Pattern.compile("nostage\\.launches\\.(?<name>[^.\\[]+).*");

    /** More differ by chance. */
    private static final int SLIP = 2;

    private final Set<String> declared;
    private final Set<String> ofBeans;

    /**
     * @param declared the names of all launches
     * @param ofBeans of those, the ones that no key declares
     */
    LaunchVariables(Collection<String> declared, Collection<String> ofBeans) {
        this.declared = upper(declared.stream());
        this.ofBeans = upper(ofBeans.stream());
    }

    /** Warns of each that moves no launch, and tells why, and which it may have meant. */
    void check(Collection<PropertySource> sources) {
        Set<String> inFiles =
                upper(sources.stream().filter(source -> !isEnvironment(source)).flatMap(LaunchVariables::names));
        sources.stream()
                .filter(LaunchVariables::isEnvironment)
                .forEach(environment -> environment.forEach(variable -> check(variable, inFiles)));
    }

    /** A key as a message names it: with the variable that sets it, if one does. */
    static String told(String key, Environment environment) {
        String variable = key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        String value = environment.getProperty(key, String.class).orElse(null);
        return environment.getPropertySources().stream()
                .filter(LaunchVariables::isEnvironment)
                .flatMap(source -> StreamSupport.stream(source.spliterator(), false)
                        .filter(variable::equalsIgnoreCase)
                        .filter(name -> String.valueOf(source.get(name)).equals(value)))
                .findFirst()
                .map(name -> key + " (set by the environment variable " + name + ")")
                .orElse(key);
    }

    private void check(String variable, Set<String> inFiles) {
        Matcher read = VARIABLE.matcher(variable.toUpperCase(Locale.ROOT));
        if (!read.matches() || inFiles.contains(read.group("name"))) {
            return;
        }
        String name = read.group("name");
        Optional<String> nearest = Nearest.to(name, inFiles).filter(meant -> Nearest.distance(meant, name) <= SLIP);
        String suggested = nearest.map(meant -> ": did you mean " + PREFIX + meant + "_" + read.group("key") + "?")
                .orElse(": name it in a file, as nostage.launches.<name>, whose words a variable does not tell");
        if (ofBeans.contains(name)) {
            warn(variable, "moves no launch: the one of this name is a bean's");
        } else if (!declared.contains(name)) {
            warn(variable, "moves no launch, for no file names one so" + suggested);
        } else if (nearest.isPresent()) {
            warn(variable, "declares a launch of its own" + suggested);
        }
    }

    private static void warn(String variable, String why) {
        LOG.warn("The environment variable {} {}", quoted(variable), why);
    }

    private static boolean isEnvironment(PropertySource source) {
        return source.getConvention() == PropertyConvention.ENVIRONMENT_VARIABLE;
    }

    private static Stream<String> names(PropertySource file) {
        Stream.Builder<String> names = Stream.builder();
        for (String key : file) {
            String spelt = NameUtils.hyphenate(key, true);
            Matcher read = KEY.matcher(spelt);
            if (read.matches()) {
                names.add(read.group("name"));
            } else if (spelt.equals("nostage.launches") && file.get(key) instanceof Map<?, ?> launches) {
                launches.keySet().forEach(name -> names.add(NameUtils.hyphenate(String.valueOf(name), true)));
            }
        }
        return names.build();
    }

    private static Set<String> upper(Stream<String> names) {
        return names.map(name -> name.toUpperCase(Locale.ROOT).replace('-', '_'))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
