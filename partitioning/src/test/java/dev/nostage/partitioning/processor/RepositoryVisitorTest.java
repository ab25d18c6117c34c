package dev.nostage.partitioning.processor;

import static dev.nostage.partitioning.processor.Compilation.COUNTRY;
import static dev.nostage.partitioning.processor.Compilation.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryVisitorTest {

    private static final String CRUD = "extends CrudRepository<Ledger, Long>";

    @TempDir
    Path classes;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "List<Ledger> findByEntry(String entry);",
                "java.util.stream.Stream<Ledger> findByEntry(String entry);",
                "java.util.concurrent.CompletableFuture<Ledger> findByEntry(String entry);",
                "java.util.concurrent.CompletionStage<List<Ledger>> findByEntry(String entry);",
                "@SingleResult org.reactivestreams.Publisher<Ledger> findByEntry(String entry);",
                "reactor.core.publisher.Flux<Ledger> findByEntry(String entry);",
                "reactor.core.publisher.Mono<Ledger> findByEntry(String entry);",
                "Page<Ledger> findByEntry(String entry, Pageable page);",
                "CursoredPage<Ledger> findByEntry(String entry, Pageable page);",
                "List<Ledger> findTop3ByEntryOrderByIdDesc(String entry);",
                "List<Ledger> findByEntryInOrIdBetween(List<String> entries, Long from, Long to);",
                "List<String> findEntryById(Long id); long countByEntry(String entry); Long findMaxId();",
                "void updateById(Long id, String entry); long deleteByEntry(String entry);",
                "void saveAll(Ledger... rows);",
                "@Where(\"entry <> ''\") List<Ledger> findByIdAfter(Long id);",
                "default boolean has(String entry) { return count() > 0; } static int one() { return 1; }"
            })
    void compilesWhatIsDerived(String methods) {
        String imports = methods.replace("@SingleResult", "@io.micronaut.core.async.annotation.SingleResult");
        assertThat(Compilation.errors(classes, LEDGER, CRUD, imports)).isEmpty();
        assertThat(classes.resolve("shop/$Ledgers$Intercepted$Definition.class"))
                .exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JpaSpecificationExecutor<Ledger>", "AsyncJpaSpecificationExecutor<Ledger>"})
    void compilesSpecificationsWhichAreProvenAsTheyAreCalled(String executor) {
        String heritage = CRUD + ", io.micronaut.data.repository.jpa." + (executor.startsWith("Async") ? "async." : "")
                + executor;
        String own = "List<Ledger> findDistinctByEntry(String entry, Sort sort);";
        assertThat(Compilation.errors(classes, LEDGER, heritage, own)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @WithoutTenantId List<Ledger> findByEntry(String entry);                     | findByEntry is @WithoutTenantId
            @WithTenantId("acme") List<Ledger> findByEntry(String entry);                | findByEntry names a tenant in its SQL
            @WithTenantId("#{entry}") List<Ledger> findByEntry(String entry);            | findByEntry compares tenant_id with an expression
            @Procedure int spyAll();                                                     | spyAll is a @Procedure
            @Where("1 = 1) or (1 = 1") List<Ledger> findByEntry(String entry);           | findByEntry reaches table "ledger"
            @Where("1 = 1 or 1 = 1") List<Ledger> findByEntry(String entry);             | findByEntry reaches table "ledger"
            @Where("id in (select id from other)") List<Ledger> findByEntry(String e);   | findByEntry reaches table "other"
            java.util.concurrent.Future<Ledger> findByEntry(String entry);               | findByEntry returns a Future
            Object find(long id, kotlin.coroutines.Continuation<Ledger> next);           | find is suspended
            default int count(java.sql.Connection own) { return 0; }                     | the parameter own is a Connection
            default javax.sql.DataSource source() { return null; }                       | the result of source is a DataSource
            """)
    void failsForAMethodThatCouldNotBeWalled(String method, String complaint) {
        assertThat(Compilation.errors(classes, LEDGER, CRUD, method))
                .contains("Repository Ledgers cannot be walled")
                .contains(complaint);
    }

    @Test
    void leavesAnIteratorToMicronautDataWhichDoesNotKnowIt() {
        assertThat(Compilation.errors(classes, LEDGER, CRUD, "Iterator<Ledger> findByEntry(String entry);"))
                .containsOnlyOnce("error:")
                .contains("Ledgers.findByEntry");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            private final io.micronaut.data.jdbc.runtime.JdbcOperations raw; Ledgers(io.micronaut.data.jdbc.runtime.JdbcOperations raw) { this.raw = raw; } | the field raw is a JdbcOperations
            Ledgers(javax.sql.DataSource raw) { }                                        | the parameter raw is a DataSource
            Ledgers(io.micronaut.context.BeanProvider<javax.sql.DataSource> raw) { }     | the parameter raw holds a DataSource
            Ledgers(jakarta.inject.Provider<java.sql.Connection> raw) { }                | the parameter raw holds a Connection
            Ledgers(java.util.Map<String, ? extends List<javax.sql.DataSource[]>> raw) { } | the parameter raw holds a DataSource
            Ledgers(io.micronaut.context.BeanContext raw) { }                            | the parameter raw is a BeanContext
            Ledgers(io.micronaut.context.ApplicationContext raw) { }                     | the parameter raw is a ApplicationContext
            @jakarta.inject.Inject io.micronaut.transaction.TransactionOperations<java.sql.Connection> raw; | the field raw is a TransactionOperations
            """)
    void failsForRawAccess(String members, String complaint) {
        assertThat(Compilation.errorsOf(
                        classes,
                        LEDGER + "@JdbcRepository(dialect = Dialect.H2) abstract class Ledgers"
                                + " implements CrudRepository<Ledger, Long> { " + members + " }"))
                .contains(complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @MappedEntity record Ledger(@Id Long id, @TenantId String tenantId, @DataTransformer(read = "(select 1)") String entry) {} | @DataTransformer on entry
            @MappedEntity record Ledger(@Id Long id, @TenantId String owner) {}            | @TenantId owner must be the column tenant_id
            @MappedEntity record Ledger(@Id Long id, @TenantId Long tenantId) {}           | @TenantId tenantId must be a String
            @Embeddable record Key(Long id, @TenantId String tenantId) {} @MappedEntity record Ledger(@EmbeddedId Key key) {} | @TenantId must be on a readable property
            @MappedEntity class Ledger { @Id Long id; @TenantId private String tenantId; } | @TenantId must be on a readable property
            class Owned { @TenantId private String tenantId; } @MappedEntity class Ledger extends Owned { @Id Long id; } | @TenantId must be on a readable property
            @MappedEntity record Ledger(@Id Long id) {}                                    | Ledger has no @TenantId
            """)
    void failsForAnEntityThatCouldNotBeWalled(String entity, String complaint) {
        assertThat(Compilation.errors(classes, entity, "extends GenericRepository<Ledger, Long>", "long count();"))
                .contains("Repository Ledgers cannot be walled")
                .contains(complaint);
    }

    @Test
    void tellsOfAForgottenTenantAndNotOfWhatComesOfIt() {
        String methods = "List<Ledger> findByEntry(String entry); long countByEntry(String entry);"
                + " @Query(\"select * from ledger where tenant_id = :t\") List<Ledger> own(String t);"
                + " @Query(\"select * from ledger\") List<Ledger> all();";
        assertThat(Compilation.errors(
                        classes,
                        "@MappedEntity record Ledger(@Id Long id, String tenantId, String entry) {} ",
                        CRUD,
                        methods))
                .containsOnlyOnce("error:")
                .contains("Ledger has no @TenantId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Aaa", "Zzz"})
    void saysNothingOfARepositoryThatIsOnlyNotKnownBecauseOfAnother(String name) {
        assertThat(Compilation.errors(
                        classes,
                        LEDGER + "@JdbcRepository(dialect = Dialect.H2) interface " + name
                                + " extends CrudRepository<Ledger, Long> { List<Ledger> findByNothing(String it); } ",
                        CRUD,
                        "List<Ledger> findByEntry(String entry);"))
                .contains("findByNothing")
                .containsOnlyOnce("error:")
                .doesNotContain("cannot be walled");
    }

    @Test
    void failsWhereMicronautDataHasNoProcessor() throws IOException {
        assertThat(Compilation.errorsWithout(
                        "micronaut-data-processor",
                        classes,
                        LEDGER + "@JdbcRepository(dialect = Dialect.H2) interface Ledgers " + CRUD + " {}"))
                .containsOnlyOnce("error:")
                .contains("is not known to Micronaut Data: add micronaut-data-processor");
    }

    @Test
    void compilesATableThatTheBuildDeclaresShared() {
        assertThat(Compilation.errors(
                        classes,
                        "@MappedEntity record Ledger(@Id Long id) {} ",
                        CRUD,
                        "",
                        "-Anostage.partitioning.sharedTables=currency,ledger"))
                .isEmpty();
    }

    @Test
    void failsForARepositoryThatDoesNotSayWhoseRowsItHolds() {
        assertThat(Compilation.errors(classes, LEDGER, "", "List<Ledger> findByEntry(String entry);"))
                .contains("does not extend");
    }

    @Test
    void failsForARepositoryOfAnotherKind() {
        assertThat(Compilation.errorsOf(
                        classes, LEDGER + "@Repository interface Ledgers extends CrudRepository<Ledger, Long> {}"))
                .contains("it is not a @JdbcRepository");
    }

    @Test
    void compilesTheRepositoryOfASharedEntity() {
        assertThat(Compilation.errors(
                        classes,
                        COUNTRY,
                        "extends CrudRepository<Country, String>, JpaSpecificationExecutor<Country>",
                        "@Query(\"select code from country\") List<String> codes();"))
                .isEmpty();
    }
}
