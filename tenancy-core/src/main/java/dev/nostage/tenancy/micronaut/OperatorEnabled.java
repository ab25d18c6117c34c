package dev.nostage.tenancy.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;
import io.micronaut.core.reflect.ClassUtils;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A bean that is there only where the operator endpoints are. */
@Retention(RetentionPolicy.RUNTIME)
@Requires(condition = OperatorEnabled.ByProofOrWish.class)
public @interface OperatorEnabled {

    /** On if it is wished for; and by default if there is a token, or Micronaut Security, to let operators in. */
    final class ByProofOrWish implements Condition {

        @Override
        @SuppressWarnings("rawtypes") // as the interface has it
        public boolean matches(ConditionContext context) {
            return context.getProperty(OperatorConfiguration.ENABLED, Boolean.class)
                    .orElseGet(
                            () -> context.containsProperty(OperatorConfiguration.TOKEN) || BySecurity.isThere(context));
        }
    }

    /** There is a token if one is set; and one is made only where nothing else could let an operator in. */
    final class ByToken implements Condition {

        @Override
        @SuppressWarnings("rawtypes") // as the interface has it
        public boolean matches(ConditionContext context) {
            return context.containsProperty(OperatorConfiguration.TOKEN) || !BySecurity.isThere(context);
        }
    }

    /** Whether Micronaut Security decides over requests: it is on the class path, and nobody switched it off. */
    final class BySecurity implements Condition {

        private static final String FILTER = "io.micronaut.security.filters.SecurityFilter";

        @Override
        @SuppressWarnings("rawtypes") // as the interface has it
        public boolean matches(ConditionContext context) {
            return isThere(context);
        }

        static boolean isThere(ConditionContext<?> context) {
            return ClassUtils.isPresent(FILTER, context.getBeanContext().getClassLoader())
                    && context.getProperty("micronaut.security.enabled", Boolean.class)
                            .orElse(true)
                    && context.getProperty("micronaut.security.filter.enabled", Boolean.class)
                            .orElse(true);
        }
    }
}
