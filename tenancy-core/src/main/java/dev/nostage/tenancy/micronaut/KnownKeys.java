package dev.nostage.tenancy.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import dev.nostage.problem.Nearest;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.naming.NameUtils;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that are read. One that is not is a slip, and would do nothing without anybody seeing it. */
final class KnownKeys {

    /** This module's: what the metadata lists, which has more words for each; {@code KnownKeysTest} keeps them equal. */
    static final List<String> OWN = List.of(
            "nostage.metrics.tenants",
            "nostage.operator.enabled",
            "nostage.operator.token",
            "nostage.passport.cache",
            "nostage.passport.deployment",
            "nostage.passport.keys[*].id",
            "nostage.passport.keys[*].private-key",
            "nostage.passport.keys[*].public-key",
            "nostage.passport.keys[*].secret",
            "nostage.passport.time-to-live",
            "nostage.propagation.to",
            "nostage.tenancy.base-domains",
            "nostage.tenancy.directory",
            "nostage.tenancy.directory-cache.size",
            "nostage.tenancy.directory-cache.time-to-live",
            "nostage.tenancy.drain",
            "nostage.tenancy.fixed",
            "nostage.tenancy.multitenancy",
            "nostage.tenancy.principal.attribute",
            "nostage.tenancy.principal.headers",
            "nostage.tenancy.reaper.enabled",
            "nostage.tenancy.reaper.interval",
            "nostage.tenancy.tenants[*].attributes",
            "nostage.tenancy.tenants[*].id",
            "nostage.tenancy.tenants[*].kind",
            "nostage.tenancy.tenants[*].plan",
            "nostage.tenancy.tenants[*].ttl",
            "nostage.tenancy.trusted-peers");

    /** A key of another module differs by more. */
    private static final int SLIP = 2;

    private static final String ATTRIBUTES = "nostage.tenancy.tenants[*].attributes";
    private static final Logger LOG = LoggerFactory.getLogger(KnownKeys.class);

    private final List<String> all;
    private final List<String> prefixes;

    KnownKeys(Collection<ModuleKeys> others) {
        all = Stream.concat(OWN.stream(), others.stream().flatMap(module -> module.keys().stream()))
                .toList();
        prefixes = all.stream()
                .map(key -> "nostage." + key.split("\\.", -1)[1])
                .distinct()
                .toList();
    }

    /**
     * Looks at the keys below our prefixes alone, and at those that are nearly ours. Of an environment variable it only
     * warns, since that may be there for somebody else: to be named in a file, or because Kubernetes describes a service.
     *
     * @throws ConfigurationException if one is not known; the message names the nearest one that is
     */
    void check(Collection<PropertySource> sources) {
        for (PropertySource source : sources) {
            boolean ofEnvironment = source.getConvention() == PropertyConvention.ENVIRONMENT_VARIABLE;
            for (String key : source) {
                if (ofEnvironment) {
                    checkVariable(key);
                } else {
                    written(key, source.get(key)).forEach(one -> check(one, source.getName()));
                }
            }
        }
    }

    /** A key with those that its value brings, if that is a tree, as the framework would spell them. */
    private Stream<String> written(String key, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().flatMap(entry -> written(key + "." + entry.getKey(), entry.getValue()));
        }
        if (value instanceof Collection<?> list) {
            return list.stream().flatMap(entry -> written(key + "[*]", entry));
        }
        String spelt =
                NameUtils.hyphenate(key, true).replaceAll("\\[[0-9]+]", "[*]").replaceFirst("\\[\\*]$", "");
        boolean isEmptySection = (value == null || value.toString().isBlank())
                && all.stream()
                        .map(known -> named(known, spelt))
                        .anyMatch(known -> known.startsWith(spelt + ".") || known.startsWith(spelt + "["));
        return isEmptySection ? Stream.empty() : Stream.of(spelt);
    }

    private void check(String key, String source) {
        if (!key.startsWith("nostage.")
                || all.stream().anyMatch(known -> named(known, key).equals(key))
                || key.startsWith(ATTRIBUTES + ".")
                || key.startsWith(ATTRIBUTES + "[")) {
            return;
        }
        String nearest = nearest(key);
        if (prefixes.stream().anyMatch(prefix -> isBelow(key, prefix, '.')) || Nearest.distance(nearest, key) <= SLIP) {
            throw new ConfigurationException("There is no key " + key + ", which stands in \"" + source
                    + "\": did you mean " + nearest + "? If not, take it away");
        }
    }

    private static boolean isBelow(String key, String prefix, char separator) {
        return key.startsWith(prefix + separator) || key.startsWith(prefix + "[");
    }

    /** A known key with the names that a written one has in it, in the places where the user names something. */
    private static String named(String known, String key) {
        if (!known.contains(".*.")) {
            return known;
        }
        String[] parts = known.split("\\.", -1);
        // No name has a number: an entry of a list stands where a name should.
        String[] written = key.replace("[*]", ".<name>").split("\\.", -1);
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].equals("*")) {
                parts[i] = i < written.length ? written[i] : "<name>";
            }
        }
        return String.join(".", parts);
    }

    private void checkVariable(String name) {
        // As the framework spells them: it takes the number that a part of the name ends with for a list's.
        String upper = name.toUpperCase(Locale.ROOT).replaceFirst("\\[[0-9]+]$", "");
        if (prefixes.stream().anyMatch(prefix -> isBelow(upper, variable(prefix), '_'))
                && all.stream().map(KnownKeys::pattern).noneMatch(upper::matches)) {
            String written = name.replaceAll("\\[([0-9]+)]", "_$1_").replaceFirst("_$", "");
            List<String> variables = all.stream()
                    .filter(key -> !key.contains("*")) // which no variable can be called
                    .map(KnownKeys::variable)
                    .toList();
            String meant = Nearest.to(upper, variables)
                    .filter(known -> Nearest.distance(known, upper) <= SLIP)
                    .map(known -> "did you mean " + known + "? If not, ")
                    .orElse("");
            LOG.warn(
                    "The environment variable {} is none of this library's keys: {}name it in a file, as a placeholder's,"
                            + " or take it away",
                    quoted(written),
                    meant);
        }
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String pattern(String known) {
        return "\\Q" + variable(known).replace("_*_", "_\\E.+\\Q_") + "\\E";
    }

    private String nearest(String key) {
        return all.stream()
                .map(known -> named(known, key))
                .min(Comparator.comparingInt((String known) -> known.startsWith(key + ".") ? 0 : 1)
                        .thenComparingInt(known -> Nearest.distance(known, key)))
                .orElseThrow();
    }
}
