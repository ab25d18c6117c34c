package dev.nostage.tenancy.micronaut;

import static dev.nostage.problem.Quoted.quoted;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.reflect.ClassUtils;
import java.util.Collection;
import java.util.List;

/**
 * Stops the start, first of all, for keys that nobody reads and for switches that are neither {@code true} nor {@code false}: some
 * read them by the one word, some by another, and what is none of them is off without anybody seeing it.
 */
@Context
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StrictStart {

    static final String MULTITENANCY = "nostage.tenancy.multitenancy";

    private static final List<String> SWITCHES =
            List.of(MULTITENANCY, OperatorConfiguration.ENABLED, ReaperConfiguration.ENABLED);

    StrictStart(Environment environment, Collection<ModuleKeys> modules) {
        new KnownKeys(modules).check(environment.getPropertySources());
        SWITCHES.forEach(
                key -> environment.getProperty(key, String.class).ifPresent(value -> demandSwitch(key, value)));
        if (environment.getProperty(MULTITENANCY, Boolean.class).orElse(false)) {
            demandMultitenancy(environment.getClassLoader());
        }
    }

    static void demandMultitenancy(ClassLoader classes) {
        if (!ClassUtils.isPresent("io.micronaut.multitenancy.tenantresolver.TenantResolver", classes)) {
            throw new ConfigurationException(MULTITENANCY + " is true, and the library is not there: add the dependency"
                    + " io.micronaut.multitenancy:micronaut-multitenancy, or take the key away");
        }
    }

    private static void demandSwitch(String key, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new ConfigurationException(key + " must be true or false, and was " + quoted(value));
        }
    }
}
