package dev.nostage.partitioning.database;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Keeps a {@link DatabaseWall} with Flyway: lowered for each migration, which may have to change every tenant's rows,
 * and raised after it, in the same transaction where the database can.
 */
public final class DatabaseWallCallback implements Callback {

    private final DatabaseWall wall;

    public DatabaseWallCallback(DatabaseWall wall) {
        this.wall = wall;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return switch (event) {
            case BEFORE_EACH_MIGRATE, AFTER_EACH_MIGRATE, AFTER_MIGRATE, AFTER_MIGRATE_ERROR -> true;
            default -> false;
        };
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            if (event == Event.BEFORE_EACH_MIGRATE) {
                wall.lower(context.getConnection());
            } else {
                wall.raise(context.getConnection());
            }
        } catch (SQLException e) {
            throw new FlywayException("The wall between tenants could not be kept: " + e.getMessage(), e);
        }
    }

    @Override
    public String getCallbackName() {
        return "nostage";
    }
}
