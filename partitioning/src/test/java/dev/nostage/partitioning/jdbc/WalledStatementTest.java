package dev.nostage.partitioning.jdbc;

import static dev.nostage.partitioning.jdbc.WalledDatabase.bound;
import static dev.nostage.partitioning.jdbc.WalledDatabase.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.context.RequestContext;
import dev.nostage.partitioning.CrossTenantException;
import dev.nostage.partitioning.jdbc.WalledDatabase.Jdbc;
import dev.nostage.tenancy.Tenant;
import dev.nostage.tenancy.TenantMissingException;
import dev.nostage.tenancy.Tenants;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches and answers: what a statement collects and shows is one tenant's. */
final class WalledStatementTest {

    private static final Tenant ACME = Tenant.live("acme");
    private static final Tenant GLOBEX = Tenant.live("globex");
    private static final String READ = "select text from note where tenant_id = ?";
    private static final String WRITE = "update note set text = ? where tenant_id = ?";

    private final WalledDatabase database = new WalledDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void runsABatchForTheTenantThatItWasCollectedFor() throws SQLException {
        database.as(ACME, connection -> {
            PreparedStatement batch = bound(connection, WRITE, "batched", "acme");
            batch.addBatch();
            batch.setString(2, "globex");
            assertThatThrownBy(batch::addBatch).isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> Tenants.callAs(GLOBEX, () -> batch.executeBatch()))
                    .isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> Tenants.<Void, SQLException>callAs(GLOBEX, () -> {
                        batch.addBatch();
                        return null;
                    }))
                    .isInstanceOf(CrossTenantException.class);
            assertThat(batch.executeBatch()).containsExactly(1);

            Statement texts = connection.createStatement();
            texts.addBatch("insert into note (tenant_id, text) values ('acme', 'a')");
            texts.addBatch("delete from note where tenant_id = 'acme' and text = 'a'");
            assertThat(texts.executeLargeBatch()).containsExactly(1, 1);
            texts.clearBatch();
        });
        assertThat(database.value("select text from note where tenant_id = 'globex'"))
                .isEqualTo("SECRET");
    }

    @Test
    void collectsABatchForAnotherTenantOnceTheOneBeforeHasRunOrIsGone() throws SQLException {
        int[] asked = {0};
        try (WalledDatabase ruled = new WalledDatabase(TransactionStamp.NONE, statement -> asked[0]++);
                Connection connection = ruled.walled.getConnection();
                Statement texts = connection.createStatement()) {
            String delete = "delete from note where text = 'a' and tenant_id = ";
            run(ACME, connection, c -> {
                texts.addBatch(delete + "'acme'");
                texts.addBatch(delete + "'acme'");
                assertThat(texts.executeBatch()).hasSize(2);
            });
            assertThat(asked[0]).isEqualTo(3);
            run(GLOBEX, connection, c -> {
                texts.addBatch(delete + "'globex'");
                assertThat(texts.executeBatch()).hasSize(1);
                assertThat(asked[0]).isEqualTo(5);
                texts.addBatch(delete + "'globex'");
                texts.clearBatch();
            });
            run(ACME, connection, c -> {
                texts.addBatch(delete + "'acme'");
                assertThat(texts.executeBatch()).hasSize(1);
            });
        }
    }

    @Test
    void showsAResultOnlyToTheTenantThatItWasOpenedFor() throws SQLException {
        database.as(ACME, connection -> {
            PreparedStatement statement =
                    connection.prepareStatement(READ, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
            statement.setString(1, "acme");
            statement.execute();
            ResultSet rows = statement.getResultSet();
            assertThat(rows.next()).isTrue();
            for (Jdbc move : List.<Jdbc>of(
                    c -> rows.next(),
                    c -> rows.first(),
                    c -> rows.last(),
                    c -> rows.absolute(1),
                    c -> rows.relative(1),
                    c -> rows.previous())) {
                assertThatThrownBy(() -> database.as(GLOBEX, move)).isInstanceOf(CrossTenantException.class);
                assertThatThrownBy(() -> RequestContext.empty().<Void, SQLException>call(() -> {
                            move.on(connection);
                            return null;
                        }))
                        .isInstanceOf(TenantMissingException.class);
            }
            assertThat(rows.first()).isTrue();
        });
    }

    @Test
    void leavesAnAnswerToItsTenantWhenTheNextStatementIsRefused() throws SQLException {
        try (Connection connection = database.walled.getConnection()) {
            connection.setAutoCommit(false);
            PreparedStatement[] of = new PreparedStatement[2];
            run(GLOBEX, connection, c -> {
                of[0] = bound(c, READ, "globex");
                of[0].execute();
                of[1] = c.prepareStatement(
                        "update note set text = text where tenant_id = ?", Statement.RETURN_GENERATED_KEYS);
                of[1].setString(1, "globex");
                of[1].executeUpdate();
            });
            run(ACME, connection, c -> {
                for (PreparedStatement statement : of) {
                    statement.setString(1, "acme");
                    assertThatThrownBy(statement::execute).isInstanceOf(CrossTenantException.class);
                    for (Jdbc answer : List.<Jdbc>of(
                            x -> statement.getResultSet(),
                            x -> statement.getGeneratedKeys(),
                            x -> statement.getUpdateCount(),
                            x -> statement.getLargeUpdateCount(),
                            x -> statement.getMoreResults(),
                            x -> statement.getMoreResults(Statement.CLOSE_CURRENT_RESULT))) {
                        assertThatThrownBy(() -> answer.on(c)).isInstanceOf(CrossTenantException.class);
                    }
                }
            });
            run(GLOBEX, connection, c -> {
                ResultSet rows = of[0].getResultSet();
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("SECRET");
            });
        }
    }

    @Test
    void hasNoAnswerOfWhatFailed() throws SQLException {
        database.as(ACME, connection -> {
            PreparedStatement statement =
                    bound(connection, "select cast(text as int) from note where tenant_id = ?", "acme");
            assertThatThrownBy(statement::execute).isInstanceOf(SQLException.class);
            assertThatThrownBy(statement::getResultSet).hasMessageContaining("failed");
            assertThatThrownBy(statement::getGeneratedKeys).hasMessageContaining("failed");
        });
    }

    @Test
    void keepsABatchThatWasRefusedForItsTenant() throws SQLException {
        try (Connection connection = database.walled.getConnection()) {
            connection.setAutoCommit(false);
            PreparedStatement[] batch = new PreparedStatement[1];
            run(ACME, connection, c -> {
                batch[0] = bound(c, WRITE, "batched", "acme");
                batch[0].addBatch();
            });
            run(GLOBEX, connection, c -> bound(c, READ, "globex").executeQuery().close());
            assertThatThrownBy(() -> run(ACME, connection, c -> batch[0].executeBatch()))
                    .isInstanceOf(CrossTenantException.class);
            assertThatThrownBy(() -> run(GLOBEX, connection, c -> batch[0].executeBatch()))
                    .isInstanceOf(CrossTenantException.class);
            connection.rollback();
            run(ACME, connection, c -> assertThat(batch[0].executeBatch()).containsExactly(1));
        }
    }

    @Test
    void knowsATenantFromAnotherThatHadItsId() throws SQLException {
        Tenant next = new Tenant(ACME.id(), ACME.kind(), ACME.plan(), ACME.status(), null, ACME.attributes(), 2);
        try (Connection connection = database.walled.getConnection()) {
            connection.setAutoCommit(false);
            ResultSet[] rows = new ResultSet[1];
            PreparedStatement[] batch = new PreparedStatement[1];
            run(ACME, connection, c -> {
                rows[0] = bound(c, READ, "acme").executeQuery();
                batch[0] = bound(c, WRITE, "batched", "acme");
                batch[0].addBatch();
            });
            for (Jdbc late : List.<Jdbc>of(
                    c -> rows[0].next(),
                    c -> batch[0].executeBatch(),
                    c -> bound(c, READ, "acme").executeQuery(),
                    Connection::commit)) {
                assertThatThrownBy(() -> run(next, connection, late)).isInstanceOf(CrossTenantException.class);
            }
        }
    }
}
