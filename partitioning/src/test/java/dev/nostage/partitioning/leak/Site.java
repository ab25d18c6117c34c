package dev.nostage.partitioning.leak;

import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An application with some of the walls, before a database with the third or without. */
final class Site implements AutoCloseable {

    private static final String COMPILER = "the compiler refuses it";

    private final Database database;
    private final Rows rows;
    private final Repositories repositories;
    private final boolean first;
    private final ApplicationContext application;

    Site(Database database, Rows rows, Repositories repositories, Set<Wall> walls) {
        this.database = database;
        this.rows = rows;
        this.repositories = repositories;
        this.first = walls.contains(Wall.REPOSITORY);
        Map<String, Object> properties = new HashMap<>(rows.properties());
        properties.put("datasources.default.maximum-pool-size", "3");
        properties.put("datasources.default.minimum-idle", "0");
        properties.put("nostage.partitioning.verify", "off");
        properties.put("leak.wall-1", first ? "on" : "off");
        properties.put("leak.wall-2", walls.contains(Wall.JDBC) ? "on" : "off");
        properties.put("leak.stamp", database == Database.POSTGRES && walls.contains(Wall.DATABASE));
        this.application = ApplicationContext.builder()
                .classLoader(classes())
                .properties(properties)
                .start();
    }

    private ClassLoader classes() {
        return first ? repositories.walled() : repositories.bare();
    }

    Outcome run(Probe probe) {
        rows.plant(probe.plants());
        World lawful = new World(application, classes(), database, false);
        Attempt attempt =
                new Attempt(application, rows, database, new World(application, classes(), database, !first), lawful);
        String refusal = "";
        try {
            Tenants.<Void, Exception>callAs(Rows.GLOBEX, () -> {
                probe.work().run(attempt);
                return null;
            });
        } catch (Exception e) {
            refusal = e.toString();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                attempt.wasTold(cause.getMessage(), probe.name());
            }
        }
        List<String> leaks = new ArrayList<>(attempt.leaks());
        leaks.addAll(rows.damage());
        rows.restore();
        return new Outcome(leaks, refusal);
    }

    /** Sends hand-written SQL, by the way that it is written for. */
    @Nullable
    Object send(Statements.Statement statement, Attempt attempt) throws Exception {
        if (statement.isRepositorys()) {
            return call(statement);
        }
        List<Object> answers = new ArrayList<>();
        String[] values = statement.arguments().stream().map(Site::value).toArray(String[]::new);
        attempt.jdbc(connection -> answers.addAll(Attempt.run(connection, statement.sql(), values)));
        return answers;
    }

    private @Nullable Object call(Statements.Statement statement) throws Exception {
        if (first && repositories.isRefused(statement)) {
            throw new IllegalStateException(COMPILER);
        }
        Class<?> type = Repositories.type(classes(), database, statement.repository());
        for (Method method : type.getMethods()) {
            if (method.getName().equals(statement.method())) {
                method.setAccessible(true);
                Object[] arguments =
                        statement.arguments().stream().map(Site::argument).toArray();
                try {
                    return method.invoke(application.getBean(type), arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause() instanceof Exception cause ? cause : e;
                }
            }
        }
        throw new IllegalStateException("No method " + statement.method());
    }

    private static @Nullable String value(String name) {
        return switch (name) {
            case "tenant" -> "globex";
            case "nobody" -> null;
            default -> "acme";
        };
    }

    private static @Nullable Object argument(String name) {
        return switch (name) {
            case "any" -> "%";
            case "two" -> 3L;
            default -> value(name);
        };
    }

    @Override
    public void close() {
        application.close();
    }
}
