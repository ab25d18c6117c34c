package dev.nostage.testkit.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostage.tenancy.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class RowsTest {

    private static final Tenant ACME = Tenant.live("acme");

    /** A database hands them out as it likes: PostgreSQL by the index today, and as they lie tomorrow. */
    @Test
    void areTheSameInWhicheverOrderTheyCome() throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:rows;DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table memo (tenant_id varchar(63), text varchar(40))");
            Rows rows = new Rows(List.of(database));

            statement.execute("insert into memo values ('acme', 'milk'), ('acme', 'bread'), ('globex', 'tea')");
            Map<String, List<Map<String, Object>>> before = rows.of(ACME);
            statement.execute("delete from memo");
            statement.execute("insert into memo values ('globex', 'tea'), ('acme', 'bread'), ('acme', 'milk')");
            Map<String, List<Map<String, Object>>> after = rows.of(ACME);

            assertThat(before.get("memo")).extracting(row -> row.get("text")).containsExactly("bread", "milk");
            assertThat(after).isEqualTo(before);
            statement.execute("drop all objects");
        }
    }
}
