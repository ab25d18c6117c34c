package dev.nostage.partitioning.processor;

import static dev.nostage.partitioning.processor.Compilation.COUNTRY;
import static dev.nostage.partitioning.processor.Compilation.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandWrittenSqlTest {

    private static final String CRUD = "extends CrudRepository<Ledger, Long>";

    @TempDir
    Path classes;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Query(\"select * from ledger where tenant_id = :tenant\") List<Ledger> own(String tenant);",
                "@Query(\"select * from ledger where entry in (:entries) and tenant_id = :tenant\")"
                        + " List<Ledger> own(List<String> entries, String tenant);",
                "@Query(\"select * from ledger l join country c on c.code = l.entry where l.tenant_id = :tenant\")"
                        + " List<Ledger> own(String tenant);",
                "@Query(\"select l.entry from ledger l join other o on o.tenant_id = l.tenant_id and o.id = l.id"
                        + " where l.tenant_id = :tenant\") List<String> own(String tenant);",
                "@Query(value = \"select * from ledger where tenant_id = :tenant\","
                        + " countQuery = \"select count(*) from ledger where tenant_id = :tenant\")"
                        + " Page<Ledger> own(String tenant, Pageable page);",
                "@Query(value = \"select * from ledger where tenant_id = :tenant\", nativeQuery = true)"
                        + " List<Ledger> own(String tenant);",
                "@Query(\"update ledger set entry = :entry where id = :id and tenant_id = :tenant\")"
                        + " long rename(Long id, String entry, String tenant);",
                "@Query(\"delete from ledger where tenant_id = :tenant\") long wipe(String tenant);",
                "@Query(\"insert into ledger (id, tenant_id, entry) values (:id, :tenant, :entry)\")"
                        + " void add(Long id, String tenant, String entry);",
                "@Query(\"insert into ledger (id, tenant_id, entry) values (:id, :tenantId, :entry)\")"
                        + " void add(Ledger ledger);",
                "@Query(\"update ledger set entry = :entry where id = :id and tenant_id = :tenantId\")"
                        + " void change(Ledger ledger);",
                "@Query(\"select code from country\") List<String> codes();",
                "@Query(\"with named as (select entry from ledger where tenant_id = :tenant) select entry from named\")"
                        + " List<String> own(String tenant);"
            })
    void compilesWhatKeepsToOneTenant(String method) {
        assertThat(Compilation.errors(classes, COUNTRY + LEDGER, CRUD, method)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @Query("select * from ledger") List<Ledger> spy();                                             | the method spy reaches table "ledger"
            @Query("select * from ledger where tenant_id = :tenant or 1 = 1") List<Ledger> spy(String tenant); | the method spy reaches table "ledger"
            @Query("select * from ledger l join other o on o.id = l.id where l.tenant_id = :t") List<Ledger> spy(String t); | the method spy reaches table "other"
            @Query(value = "select * from ledger where tenant_id = :t", countQuery = "select count(*) from ledger") Page<Ledger> spy(String t, Pageable page); | the method spy reaches table "ledger"
            @Query(value = "select * from ledger", nativeQuery = true) List<Ledger> spy();                 | the method spy reaches table "ledger"
            @Query("update ledger set entry = :entry") void spoil(String entry);                           | the method spoil reaches table "ledger"
            @Query("update ledger set entry = :entry where id = :id") void spoil(Ledger row);              | the method spoil reaches table "ledger"
            @Query("delete from ledger where entry = :entry") void wipe(String entry);                     | the method wipe reaches table "ledger"
            @Query("insert into ledger (id, entry) values (:id, :entry)") void plant(Long id, String entry); | the method plant reaches table "ledger"
            @Query("insert into ledger (id, tenant_id, entry) values (:id, :entry, :tenantId)") void plant(Ledger row); | the method plant compares tenant_id with another property
            @Query("insert into ledger (id, tenant_id) values (:id, :tenantId)") void plant(Other row); | the method plant takes an entity of another repository, row
            @Query("insert into ledger (id, tenant_id) values (:id, :tenantId)") void plant(List<Other> rows); | the method plant takes an entity of another repository, rows
            @Query("select * from ledger where tenant_id = 'acme'") List<Ledger> spy();                    | the method spy names a tenant in its SQL
            @Query("select * from ledger where tenant_id = :t") List<Ledger> spy(Long t);                  | the method spy compares tenant_id with t
            @Query("select * from ledger where tenant_id in (:t)") List<Ledger> spy(List<String> t);       | the method spy
            @Query("select * from ledger where tenant_id = :t") @ParameterExpression(name = "t", expression = "#{'acme'}") List<Ledger> spy(); | the method spy compares tenant_id with an expression
            @Query("call spy()") void spy();                                                               | the method spy
            @Query("with ledger as (select code from country) select code from ledger") List<String> spy();| the method spy reaches table "ledger"
            @Query("with country as (select 1 from ledger where tenant_id = :t) select 1 from country") List<String> spy(String t); | the method spy reaches table "country"
            @Query("with x as (select code from country) select * from x join ledger on true") List<String> spy(); | the method spy reaches table "ledger"
            @Query("truncate table ledger") void wipe();                                                   | the method wipe
            @Query("delete from ledger where tenant_id = :t; delete from ledger") void wipe(String t);     | the method wipe
            @Query("this is no sql") void odd();                                                           | the method odd
            """)
    void failsForWhatDoesNotAndNamesTheMethodAndTheTable(String method, String complaint) {
        String unstamped = "@MappedEntity(\"ledger\") record Other(@Id Long id, String tenantId) {} ";
        assertThat(Compilation.errors(classes, COUNTRY + LEDGER + unstamped, CRUD, method))
                .contains("Repository Ledgers cannot be walled")
                .contains(complaint);
    }

    @Test
    void saysWhatToWriteInstead() {
        assertThat(Compilation.errors(classes, LEDGER, CRUD, "@Query(\"select * from ledger\") List<Ledger> spy();"))
                .contains("where tenant_id = :tenant");
        assertThat(Compilation.errors(classes, LEDGER, CRUD, "@Query(\"truncate table ledger\") void wipe();"))
                .contains("reaches table \"ledger\" by SQL that has TRUNCATE")
                .doesNotContain("where tenant_id");
    }

    @Test
    void failsInTheRepositoryOfASharedTableToo() {
        assertThat(Compilation.errors(
                        classes,
                        COUNTRY,
                        "extends CrudRepository<Country, String>",
                        "@Query(\"select entry from ledger\") List<String> spy();"))
                .contains("the method spy reaches table \"ledger\"");
        assertThat(Compilation.errors(
                        classes,
                        COUNTRY,
                        "extends CrudRepository<Country, String>",
                        "@Query(\"select entry from ledger where tenant_id = :t\") List<String> own(String t);"))
                .contains("the method own reaches rows that are a tenant's from the repository of Country");
    }

    @Test
    void callsAFunctionThatTheBuildNames() {
        String method = "@Query(\"select shout(entry) from ledger where tenant_id = :t\") List<String> loud(String t);";
        assertThat(Compilation.errors(classes, LEDGER, CRUD, method))
                .contains("shout()", "-Anostage.partitioning.functions=")
                .doesNotContain("name it in nostage.");
        assertThat(Compilation.errors(classes, LEDGER, CRUD, method, "-Anostage.partitioning.functions=shout"))
                .isEmpty();
    }
}
