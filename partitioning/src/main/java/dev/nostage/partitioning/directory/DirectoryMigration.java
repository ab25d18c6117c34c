package dev.nostage.partitioning.directory;

import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * Makes the tables of {@link JdbcTenantDirectory} before an application's own migrations, as whoever runs those, in the
 * same schema. It counts its versions in a history of its own, so that they meet none of the application's.
 */
public final class DirectoryMigration implements Callback {

    /** The table in which Flyway notes what was done. */
    public static final String HISTORY = "nostage_schema_history";

    private static final String SCRIPTS = "classpath:dev/nostage/partitioning/migration/";

    /** On H2 Flyway locks the rows of the history, of which there is none at first; others have a lock of the database's. */
    private static final Lock ONE_AT_A_TIME = new ReentrantLock();

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return false;
    }

    @Override
    public void handle(Event event, Context context) {
        ONE_AT_A_TIME.lock();
        try {
            migrate(context);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private static void migrate(Context context) {
        Configuration application = context.getConfiguration();
        Flyway.configure(application.getClassLoader())
                .dataSource(application.getDataSource())
                .defaultSchema(application.getDefaultSchema())
                .schemas(application.getSchemas())
                .createSchemas(false)
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .locations(SCRIPTS + folder(context))
                .placeholderReplacement(false)
                .load()
                .migrate();
    }

    private static String folder(Context context) {
        try {
            return context.getConnection()
                    .getMetaData()
                    .getDatabaseProductName()
                    .toLowerCase(Locale.ROOT);
        } catch (SQLException e) {
            throw new FlywayException("Nobody knows which database this is: " + e.getMessage(), e);
        }
    }

    @Override
    public String getCallbackName() {
        return "nostage-directory";
    }
}
