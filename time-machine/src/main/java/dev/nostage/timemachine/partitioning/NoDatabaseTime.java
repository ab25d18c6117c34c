package dev.nostage.timemachine.partitioning;

import dev.nostage.context.RequestContext;
import dev.nostage.partitioning.jdbc.StatementRule;
import dev.nostage.partitioning.sql.JudgedStatement;
import dev.nostage.timemachine.AsOf;
import dev.nostage.timemachine.TravelRefusedException;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/**
 * Lets no statement ask the database for the time while its request travels: two clocks of one request would disagree.
 * How a statement asks is known by its text, and read only once.
 */
@Singleton
@Requires(classes = StatementRule.class)
final class NoDatabaseTime implements StatementRule {

    @Override
    public void check(JudgedStatement statement) {
        if (!statement.times().isEmpty() && RequestContext.current().get(AsOf.KEY) != null) {
            throw TravelRefusedException.ofOtherClock("SQL", statement.times());
        }
    }
}
