package dev.nostage.partitioning.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.nostage.event.SecurityLog;
import dev.nostage.partitioning.database.TestDatabase;
import dev.nostage.tenancy.Tenant;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What passes the second wall and not the third is written down all the same. */
class RefusedByDatabaseTest {

    private final Logger security = (Logger) LoggerFactory.getLogger(SecurityLog.LOGGER);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        security.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        security.detachAppender(lines);
    }

    private static void insert(TestDatabase database, String tenant, int id) throws SQLException {
        DataSource unjudged = Unjudged.over(database.application());
        StampedDatabase.as(Tenant.live("globex"), unjudged, connection -> {
            PreparedStatement insert = connection.prepareStatement("insert into note values (?, ?)");
            insert.setInt(1, id);
            insert.setString(2, tenant);
            insert.executeUpdate();
        });
    }

    @ParameterizedTest
    @MethodSource("dev.nostage.partitioning.database.TestDatabase#both")
    void writesOneLineForARowThatTheDatabaseRefusesAndNoneForAnotherError(TestDatabase database) throws SQLException {
        database.owner("create table note (id int not null, tenant_id varchar(63) not null check (tenant_id <> ''),"
                + " primary key (tenant_id, id))");
        database.raise();

        insert(database, "globex", 1);
        assertThatThrownBy(() -> insert(database, "globex", 1))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
        assertThat(lines.list).isEmpty();

        assertThatThrownBy(() -> insert(database, "acme", 1)).isInstanceOf(SQLException.class);
        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getKeyValuePairs().toString())
                        .contains("cross-tenant-blocked", "globex", "database")
                        .doesNotContain("acme"));
    }

    @Test
    void writesNoneForARightThatNobodyGranted() {
        TestDatabase database = TestDatabase.postgres();
        database.owner("create table note (id int not null, tenant_id varchar(63) not null check (tenant_id <> ''),"
                + " primary key (tenant_id, id))");
        database.raise();
        database.owner("revoke insert on note from " + database.role());

        assertThatThrownBy(() -> insert(database, "globex", 1))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
                .hasMessageContaining("note");
        assertThat(lines.list).isEmpty();
    }

    @Test
    void hidesAValueThatSpeaksAsARefusedStampDoes() {
        TestDatabase database = TestDatabase.postgres();
        database.owner("create table note (id int not null, tenant_id varchar(63) not null check (tenant_id <> ''),"
                + " primary key (tenant_id, id))");
        database.raise();

        assertThatThrownBy(() -> StampedDatabase.as(
                        Tenant.live("globex"),
                        Unjudged.over(database.application()),
                        connection -> connection
                                .createStatement()
                                .execute("select now() at time zone ('secret nostage.tenant was set without its proof,"
                                        + " or by another secret: leave it to the data source, and restart what ran as"
                                        + " the secret was changed')")))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"))
                .hasMessageNotContaining("secret");
        assertThat(lines.list).isEmpty();
    }

    @Test
    void writesOneLineForAStampThatTheDatabaseDoesNotBelieve() throws SQLException {
        TestDatabase database = TestDatabase.postgres();
        database.owner("create table note (id int not null, tenant_id varchar(63) not null check (tenant_id <> ''),"
                + " primary key (tenant_id, id))");
        database.raise();

        assertThatThrownBy(() -> StampedDatabase.as(
                        Tenant.live("globex"),
                        Unjudged.over(database.application()),
                        connection -> connection
                                .createStatement()
                                .execute("select set_config('nostage.tenant', 'acme', true); select id from note")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("nostage.tenant was set without its proof");
        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getKeyValuePairs().toString())
                        .contains("cross-tenant-blocked", "globex", "database"));
    }
}
