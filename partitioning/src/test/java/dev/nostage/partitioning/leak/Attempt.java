package dev.nostage.partitioning.leak;

import dev.nostage.context.RequestContext;
import dev.nostage.tenancy.Tenants;
import io.micronaut.context.ApplicationContext;
import io.micronaut.jdbc.DataSourceResolver;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What an attack has to work with, and what it tells of what it got. */
final class Attempt {

    /** Every value of acme's. */
    private static final Pattern SECRET = Pattern.compile("ACME[-\\w]*|7700\\d\\d");

    private final ApplicationContext application;
    private final Rows rows;
    private final Database database;
    private final List<String> leaks = new ArrayList<>();

    /** The attacker's own code: walled, or as it is written where there is no wall. */
    final World world;

    /** Code that means well, whether it is walled or not. */
    final World lawful;

    Attempt(ApplicationContext application, Rows rows, Database database, World world, World lawful) {
        this.application = application;
        this.rows = rows;
        this.database = database;
        this.world = world;
        this.lawful = lawful;
    }

    static boolean isSecret(String text) {
        return SECRET.matcher(text).find();
    }

    List<String> leaks() {
        return leaks;
    }

    Bookings<Object> bookings() {
        return world.repository("Bookings");
    }

    Accounts<Object> accounts() {
        return world.repository("Accounts");
    }

    Coupons<Object> coupons() {
        return world.repository("Coupons");
    }

    boolean isPostgres() {
        return database == Database.POSTGRES;
    }

    Rows rows() {
        return rows;
    }

    /** Takes an answer down: it leaks if there is anything of acme's in it. */
    void saw(@Nullable Object answer) {
        if (answer instanceof Iterable<?> several) {
            several.forEach(this::saw);
        } else if (answer instanceof Optional<?> optional) {
            optional.ifPresent(this::saw);
        } else if (isSecret(String.valueOf(answer))) {
            leaks.add("READ " + answer);
        }
    }

    /** Takes an exception's message down: it leaks if a secret is in it that the attacker did not write himself. */
    void wasTold(@Nullable String message, String written) {
        SECRET.matcher(String.valueOf(message))
                .results()
                .filter(secret -> !written.contains(secret.group()))
                .forEach(secret -> leaks.add("READ in an error: " + secret.group()));
    }

    /** Takes an answer down: it leaks if it is not what it would be if there were no acme. */
    void expect(@Nullable Object answer, @Nullable Object alone) {
        if (!Objects.equals(answer, alone)) {
            leaks.add("READ " + answer + " instead of " + alone);
        }
    }

    void leaked(String what) {
        leaks.add(what);
    }

    /** How a call ends, for those that must not end differently: by which exception, if by one. */
    static String ending(Callable<?> call) {
        try {
            call.call();
            return "done";
        } catch (Exception e) {
            Throwable last = e;
            while (last.getCause() != null) {
                last = last.getCause();
            }
            return last instanceof SQLException sql
                    ? "SQL " + sql.getSQLState()
                    : last.getClass().getName();
        }
    }

    static <T> T acme(Callable<T> work) throws Exception {
        return Tenants.callAs(Rows.ACME, work::call);
    }

    static <T> T globex(Callable<T> work) throws Exception {
        return Tenants.callAs(Rows.GLOBEX, work::call);
    }

    static <T> T nobody(Callable<T> work) throws Exception {
        return RequestContext.empty().call(work::call);
    }

    @SuppressWarnings("unchecked") // of data sources there is one, and its transactions are of connections
    TransactionOperations<Connection> transactions() {
        return application.getBean(TransactionOperations.class);
    }

    /** As an application sees it that unwraps what Micronaut Data puts around. */
    DataSource source() {
        return application.getBean(DataSourceResolver.class).resolve(application.getBean(DataSource.class));
    }

    /** Work on a connection. */
    @FunctionalInterface
    interface Jdbc {
        void on(Connection connection) throws Exception;
    }

    /** In a transaction of its own, through a plain connection. */
    void jdbc(Jdbc work) throws Exception {
        try (Connection connection = source().getConnection()) {
            connection.setAutoCommit(false);
            try {
                work.on(connection);
                connection.commit();
            } catch (Throwable e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** The first column of all that a statement answers. */
    static List<String> run(Connection connection, String sql, String... values) throws SQLException {
        if (values.length == 0) {
            try (Statement statement = connection.createStatement()) {
                return answers(statement, statement.execute(sql));
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return answers(statement, statement.execute());
        }
    }

    private static List<String> answers(Statement statement, boolean first) throws SQLException {
        List<String> answers = new ArrayList<>();
        boolean rows = first;
        while (rows || statement.getUpdateCount() != -1) {
            if (rows) {
                try (ResultSet results = statement.getResultSet()) {
                    read(results, answers);
                }
            }
            rows = statement.getMoreResults();
        }
        return answers;
    }

    static List<String> read(ResultSet results) throws SQLException {
        List<String> answers = new ArrayList<>();
        read(results, answers);
        return answers;
    }

    private static void read(ResultSet results, List<String> answers) throws SQLException {
        while (results.next()) {
            answers.add(results.getString(1));
        }
    }
}
