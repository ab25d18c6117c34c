package dev.nostage.tenancy.micronaut;

import dev.nostage.tenancy.Operators;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at the start that nobody can open a tenant from outside, where nobody said that it should be so. */
@Context
@Requires(missingBeans = Operators.class)
@Requires(missingProperty = OperatorConfiguration.ENABLED)
final class OperatorAbsence {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorAbsence.class);

    OperatorAbsence() {
        LOG.info(
                "There are no operator endpoints, since nostage.operator.token is not set: /nostage/tenants is a path like"
                        + " any other");
    }
}
