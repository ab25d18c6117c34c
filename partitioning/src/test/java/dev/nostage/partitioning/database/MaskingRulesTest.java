package dev.nostage.partitioning.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

final class MaskingRulesTest {

    private static final MaskingRules WRITTEN =
            new MaskingRules(Set.of("Note.Text"), Set.of(), Set.of("Note.Text", "note.nothing"));

    private static DataSource notes() {
        TestDatabase database = TestDatabase.h2();
        database.owner("create table note (text varchar(20))");
        return database.application();
    }

    private static DataSource unreachable() {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:mem:nobody;IFEXISTS=TRUE");
        return source;
    }

    /** A database that answers nothing but what it is. */
    private static DataSource ofAnotherProduct() {
        return as(
                DataSource.class,
                "getConnection",
                as(Connection.class, "getMetaData", as(DatabaseMetaData.class, "getDatabaseProductName", "Elsewhere")));
    }

    private static <T> T as(Class<T> type, String method, Object answer) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        return answer;
                    }
                    if (called.getName().equals("close")) {
                        return null;
                    }
                    throw new AssertionError(called + " was called");
                }));
    }

    @Test
    void connectsToNoDatabaseWhereNoColumnIsWrittenDown() {
        assertThat(new MaskingRules(Set.of("note.text"), Set.of(), Set.of()).unknownIn(List.of(unreachable())))
                .isEmpty();
        assertThatThrownBy(() -> WRITTEN.unknownIn(List.of(unreachable())))
                .hasMessageContaining("The columns of a database could not be read");
    }

    @Test
    void looksForColumnsInThoseDatabasesAloneThatItKnows() {
        assertThat(WRITTEN.unknownIn(List.of(ofAnotherProduct(), notes()))).containsExactly("note.nothing");
        assertThat(WRITTEN.unknownIn(List.of(ofAnotherProduct()))).containsExactly("note.nothing", "note.text");
    }
}
