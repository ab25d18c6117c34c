package dev.nostage.partitioning.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostage.partitioning.database.TestDatabase;
import dev.nostage.partitioning.sql.Partitions.Kind;
import dev.nostage.partitioning.sql.StatementGuard;
import dev.nostage.partitioning.sql.TableName;
import dev.nostage.partitioning.sql.Verdict.Proven;
import dev.nostage.partitioning.sql.Verdict.Refused;
import java.util.List;
import java.util.Set;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

final class CatalogPartitionsTest {

    private final TestDatabase database = TestDatabase.h2();
    private final CatalogPartitions partitions =
            new CatalogPartitions(database.application(), () -> Set.of("country", "absent", "note"));

    private Kind kindOf(String table) {
        return partitions.kindOf(new TableName(null, table));
    }

    @Test
    void saysWhoseRowsATableHoldsByItsColumns() {
        database.owner(
                "create table note (id int, tenant_id varchar(63))",
                "create table country (code int)",
                "create table forgotten (id int)",
                "create view note_view as select * from note");
        assertThat(kindOf("note")).as("declared shared, and not").isEqualTo(Kind.PARTITIONED);
        assertThat(kindOf("country")).isEqualTo(Kind.SHARED);
        assertThat(kindOf("forgotten")).isEqualTo(Kind.UNKNOWN);
        assertThat(kindOf("absent")).isEqualTo(Kind.UNKNOWN);
        assertThat(kindOf("note_view")).isEqualTo(Kind.UNKNOWN);
        assertThat(partitions.hasTable("FORGOTTEN")).isTrue();
        assertThat(partitions.hasTable("absent")).isFalse();
    }

    @Test
    void saysWhatKeepsATableFromBeingKnown() {
        database.owner("create table flyway_schema_history (id int)", "create schema other");
        assertThat(refused("select * from flyway_schema_history"))
                .contains("nobody declared", "@Shared", "nostage.partitioning.shared-tables");
        assertThat(refused("select * from missing")).contains("is no table of the connection's schema");
        assertThat(refused("select * from other.country")).contains("is in another schema");
        assertThat(List.of("information_schema.tables", "pg_catalog.pg_class", "pg_stats"))
                .allSatisfy(
                        table -> assertThat(refused("select * from " + table)).contains("the database's own"));
    }

    private String refused(String sql) {
        return ((Refused) new StatementGuard(partitions, Set.of()).judge(sql)).message();
    }

    @Test
    void seesATableThatIsMadeLater() {
        assertThat(kindOf("country")).isEqualTo(Kind.UNKNOWN);
        database.owner("create table country (code int)");
        assertThat(kindOf("country")).isEqualTo(Kind.SHARED);
    }

    @Test
    void seesATableThatGetsItsTenantWhileTheApplicationRuns() {
        database.owner("create table country (code int)");
        StatementGuard guard = new StatementGuard(partitions, Set.of());
        String sql = "select code from country";
        assertThat(guard.judge(sql)).isInstanceOf(Proven.class);

        database.owner("alter table country add column tenant_id varchar(63) not null check (tenant_id <> '')");
        database.raise();

        assertThat(guard.judge(sql)).isInstanceOf(Refused.class);
        assertThat(kindOf("country")).isEqualTo(Kind.PARTITIONED);
    }

    @Test
    void knowsTheConnectionsOwnSchemaAlone() {
        database.owner("create schema other", "create table other.country (code int)");
        assertThat(kindOf("country")).isEqualTo(Kind.UNKNOWN);
        database.owner("create table country (code int)");
        assertThat(partitions.kindOf(new TableName("public", "country"))).isEqualTo(Kind.SHARED);
        assertThat(partitions.kindOf(new TableName("other", "country"))).isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void asksTheCatalogOnceForATableThatItKnows() {
        database.owner("create table country (code int)");
        assertThat(kindOf("country")).isEqualTo(Kind.SHARED);
        database.owner("drop table country");
        assertThat(kindOf("country")).isEqualTo(Kind.SHARED);
    }

    @Test
    void failsWhereTheCatalogCannotBeRead() {
        JdbcDataSource absent = new JdbcDataSource();
        absent.setURL("jdbc:h2:mem:absent;IFEXISTS=TRUE");
        CatalogPartitions unread = new CatalogPartitions(absent, Set::of);
        assertThatThrownBy(() -> unread.kindOf(new TableName(null, "note")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The catalog cannot be read")
                .hasCauseInstanceOf(java.sql.SQLException.class);
    }
}
