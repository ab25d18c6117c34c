package dev.nostage.timemachine.partitioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.passport.Passport;
import dev.nostage.passport.Permission;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.Tenants;
import dev.nostage.timemachine.Departure;
import dev.nostage.timemachine.TimeMachine;
import dev.nostage.timemachine.TravelRefusedException;
import dev.nostage.timemachine.partitioning.NoteDatabase.Product;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.jdbc.DataSourceResolver;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request that travels may ask of its database, by a repository, by Micronaut Data's JDBC and by plain JDBC. */
@ParameterizedClass
@EnumSource(Product.class)
final class TravellersDatabaseIT {

    private static final Tenant ACME = Tenant.live("acme");
    private final Tenant probe = Tenant.test("probe", Instant.now().plus(Duration.ofHours(1)));
    private static final String PAST = "select count(*) from note where tenant_id = ? and written < now()";
    private static final String READ = "select count(*) from note where tenant_id = ?";
    private static final String WRITE = "update note set text = 'written' where tenant_id = ?";

    @Parameter
    Product product;

    private NoteDatabase database;
    private NoteRepository notes;
    private TimeMachine timeMachine;

    @BeforeEach
    void start() {
        database = new NoteDatabase(product);
        notes = database.application.getBean(NoteRepository.class);
        timeMachine = database.application.getBean(TimeMachine.class);
        Tenants.runAs(ACME, () -> notes.save(Note.of("of acme")));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void refusesToAskTheDatabaseForTheTimeOnAJourneyHoweverItIsAsked() {
        Tenants.runAs(
                probe,
                () -> timeMachine.asOf(tomorrow()).run(() -> {
                    assertRefused(() -> notes.countPast("probe"), "current_timestamp");
                    assertRefused(() -> byOperations(PAST, "probe"), "now");
                    assertRefused(() -> byJdbc(PAST, "probe"), "now");
                }));
    }

    @Test
    void refusesATextThatIsPutTogetherOrBoundAndReadAsATime() {
        String put = "select count(*) from note where tenant_id = ? and written < cast('no' || 'w' as timestamp)";
        String bound = "select count(*) from note where written < cast(? as timestamp) and tenant_id = ?";
        Tenants.runAs(
                probe,
                () -> timeMachine.asOf(tomorrow()).run(() -> {
                    if (product == Product.POSTGRESQL) { // H2 reads no word for now, and so does not take it
                        assertRefused(() -> byJdbc(put, "probe"), "put together");
                    }
                    assertRefused(() -> byJdbc(bound, "now", "probe"), "'now'");
                    assertThat(byJdbc(bound, "2026-11-27", "probe")).isZero();
                    String dated = product == Product.POSTGRESQL ? "uuidv7()" : "random_uuid(7)";
                    assertRefused(() -> byJdbc("select " + dated), dated.replaceAll("\\(.*", ""));
                }));
        if (product == Product.POSTGRESQL) {
            Tenants.runAs(ACME, () -> {
                assertThat(byJdbc(put, "acme")).isOne();
                assertThat(byJdbc(bound, "now", "acme")).isOne();
            });
        }
    }

    @Test
    void asksTheDatabaseForTheTimeInThePresent() {
        Tenants.runAs(ACME, () -> {
            timeMachine.asOf(tomorrow()).run(() -> assertRefused(() -> byJdbc(PAST, "acme"), "now"));

            assertThat(notes.countPast("acme")).isOne();
            assertThat(byOperations(PAST, "acme")).isOne();
            assertThat(byJdbc(PAST, "acme")).isOne();
        });
    }

    @Test
    void asksWhetherSomebodyTravelsAtEachRunOfAStatement() {
        Tenants.runAs(
                ACME,
                () -> withConnection(connection -> {
                    PreparedStatement statement = connection.prepareStatement(PAST);
                    statement.setString(1, "acme");
                    assertThat(first(statement)).isOne();
                    timeMachine.asOf(tomorrow()).run(() -> assertRefused(() -> first(statement), "now"));
                    return first(statement);
                }));
    }

    @Test
    void aLiveTenantReadsOnItsJourney() throws Exception {
        travelling(ACME).call(() -> {
            assertThat(notes.count()).isOne();
            assertThat(byOperations(READ, "acme")).isOne();
            assertThat(byJdbc(READ, "acme")).isOne();
            return null;
        });
    }

    @Test
    void aLiveTenantWritesNothingOnItsJourneyHoweverItTries() {
        travelling(ACME).run(() -> {
            assertRefused(() -> notes.save(Note.of("of tomorrow")), "only reads");
            assertRefused(notes::deleteAll, "only reads");
            assertRefused(() -> byOperations(WRITE, "acme"), "only reads");
            assertRefused(() -> byJdbc(WRITE, "acme"), "only reads");
        });
        Tenants.runAs(
                ACME, () -> assertThat(notes.findAll()).extracting(Note::text).containsExactly("of acme"));
    }

    @Test
    void aLiveTravellersConnectionIsReadOnlyUntilItIsGivenBack() {
        travelling(ACME)
                .run(() -> withConnection(connection -> {
                    connection.setReadOnly(false);
                    assertThat(connection.isReadOnly()).isTrue();
                    return 0;
                }));
        Tenants.runAs(ACME, () -> {
            withConnection(connection -> {
                assertThat(connection.isReadOnly()).isFalse();
                return 0;
            });
            notes.save(Note.of("after the journey"));
        });
        assertThat(database.notes()).isEqualTo(2);
    }

    @Test
    void aQueryThatMovesASequenceOnOrLocksRowsIsAWriteToo() {
        String next = "select nextval('numbers') from note where tenant_id = ?";
        String lock = "select id from note where tenant_id = ? for update";
        for (String sql : List.of(next, lock)) {
            travelling(ACME).run(() -> {
                assertRefused(() -> byOperations(sql, "acme"), "only reads");
                assertRefused(() -> byJdbc(sql, "acme"), "only reads");
            });
        }
        Tenants.runAs(ACME, () -> assertThat(byJdbc(next, "acme")).isOne());
    }

    /** What the application's own function does, no wall but the database's own can know. */
    @Test
    void theDatabaseStopsWhatOnlyLooksLikeAQuery() {
        String write = "select " + NoteDatabase.WRITING + "(tenant_id) from note where tenant_id = ?";
        travelling(ACME).run(() -> {
            assertRefused(() -> byOperations(write, "acme"), "only reads");
            assertRefused(() -> byJdbc(write, "acme"), "only reads");
        });
        assertThat(database.notes()).isOne();
        Tenants.runAs(ACME, () -> assertThat(byJdbc(write, "acme")).isOne());
        assertThat(database.notes()).isEqualTo(2);
    }

    @Test
    void aTestTenantWritesOnItsJourneyAndItsRowsAreDatedThere() {
        Instant tomorrow = tomorrow();
        Tenants.runAs(probe, () -> {
            timeMachine.asOf(tomorrow).run(() -> notes.save(Note.of("of tomorrow")));

            assertThat(notes.findAll())
                    .singleElement()
                    .satisfies(
                            note -> assertThat(note.written()).isBetween(tomorrow, tomorrow.plus(Duration.ofHours(1))));
        });
    }

    @Test
    void nothingIsWrittenForALiveTenantWithinATestsJourney() {
        travelling(probe)
                .run(() -> Tenants.runAs(ACME, () -> {
                    assertRefused(() -> notes.save(Note.of("of tomorrow")), "another");
                    assertRefused(() -> byOperations(WRITE, "acme"), "another");
                    assertRefused(() -> byJdbc(WRITE, "acme"), "another");
                    assertThat(notes.count()).isOne();
                }));
        assertThat(database.notes()).isOne();
    }

    private static Instant tomorrow() {
        return Instant.now().plus(Duration.ofDays(1));
    }

    /** A request of a tenant that brought a passport which permits it to travel. */
    private RequestContext travelling(Tenant tenant) {
        Instant now = Instant.now();
        Passport passport = new Passport(
                "1",
                tenant.id(),
                tenant.kind(),
                tenant.generation(),
                Set.of(Permission.TRAVEL),
                now,
                now.plusSeconds(600),
                RequestContext.empty());
        RequestContext present =
                RequestContext.empty().with(Tenants.KEY, tenant).withAll(passport.context());
        return database.application.getBean(Departure.class).depart(List.of("+P1D"), Optional::empty, present);
    }

    @SuppressWarnings("unchecked") // Of data sources there is one, and its transactions are of connections.
    private int byOperations(String sql, String tenant) {
        JdbcOperations operations = database.application.getBean(JdbcOperations.class);
        TransactionOperations<Connection> transactions = database.application.getBean(TransactionOperations.class);
        return transactions.executeWrite(status -> operations.prepareStatement(sql, statement -> {
            statement.setString(1, tenant);
            return first(statement);
        }));
    }

    private int byJdbc(String sql, String... values) {
        return withConnection(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setString(i + 1, values[i]);
                }
                return first(statement);
            }
        });
    }

    private int withConnection(Jdbc work) {
        try (Connection connection = dataSource().getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bean is one of the connection that Micronaut Data has opened, and this opens its own. */
    private DataSource dataSource() {
        return database.application
                .getBean(DataSourceResolver.class)
                .resolve(database.application.getBean(DataSource.class));
    }

    private static int first(PreparedStatement statement) throws SQLException {
        if (!statement.execute()) {
            return statement.getUpdateCount();
        }
        try (ResultSet rows = statement.getResultSet()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void assertRefused(ThrowingCallable work, String because) {
        assertThatThrownBy(work).isInstanceOf(TravelRefusedException.class).hasMessageContaining(because);
    }

    @FunctionalInterface
    private interface Jdbc {
        int on(Connection connection) throws SQLException;
    }
}
