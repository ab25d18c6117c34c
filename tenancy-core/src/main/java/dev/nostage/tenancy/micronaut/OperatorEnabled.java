package dev.nostage.tenancy.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A bean that is there only where the operator endpoints are. */
@Retention(RetentionPolicy.RUNTIME)
@Requires(condition = OperatorEnabled.ByTokenOrWish.class)
public @interface OperatorEnabled {

    /** On if it is wished for; and by default if there is a token to protect them with. */
    final class ByTokenOrWish implements Condition {

        @Override
        @SuppressWarnings("rawtypes") // as the interface has it
        public boolean matches(ConditionContext context) {
            return context.getProperty(OperatorConfiguration.ENABLED, Boolean.class)
                    .orElseGet(() -> context.containsProperty(OperatorConfiguration.TOKEN));
        }
    }
}
