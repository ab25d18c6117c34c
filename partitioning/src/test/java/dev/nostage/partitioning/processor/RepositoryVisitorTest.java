package dev.nostage.partitioning.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.annotation.processing.AggregatingTypeElementVisitorProcessor;
import io.micronaut.annotation.processing.BeanDefinitionInjectProcessor;
import io.micronaut.annotation.processing.TypeElementVisitorProcessor;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles repositories as a user's build would, and reads what the compiler says. */
class RepositoryVisitorTest {

    private static final String COUNTRY = "@MappedEntity record Country(@Id String code) {}";
    private static final String LEDGER =
            "@MappedEntity record Ledger(@Id Long id, @TenantId String tenantId, String entry) {}";

    /** What a suspended function's parameter looks like, without Kotlin on the class path. */
    private static final JavaFileObject KOTLIN = source(
            "kotlin/coroutines/Continuation.java", "package kotlin.coroutines; public interface Continuation<T> {}");

    @TempDir
    Path classes;

    @Test
    void compilesAnOrdinaryRepository() {
        assertThat(errors(LEDGER, "extends CrudRepository<Ledger, Long>", "List<Ledger> findByEntry(String entry);"))
                .isEmpty();
        assertThat(classes.resolve("shop/$Ledgers$Intercepted$Definition.class"))
                .exists();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @Query("select * from ledger") List<Ledger> everybodys();                      | @Query on everybodys
            @Query("delete from ledger where tenant_id = :tenant") void wipe(String tenant); | @Query on wipe
            @WithoutTenantId List<Ledger> findByEntry(String entry);                       | @WithoutTenantId
            @Join("other") List<Ledger> findByEntry(String entry);                         | @Join on findByEntry
            java.util.stream.Stream<Ledger> findByEntry(String entry);                     | returns a Stream
            java.util.concurrent.CompletableFuture<Ledger> findByEntry(String entry);      | returns a CompletableFuture
            org.reactivestreams.Publisher<Ledger> findByEntry(String entry);               | returns a Publisher
            @Where("1 = 1") long countByEntry(String entry);                               | @Where on countByEntry
            @Procedure int spyAll();                                                       | @Procedure on spyAll
            Object find(long id, kotlin.coroutines.Continuation<Ledger> next);             | find is suspended
            long count(PredicateSpecification<Ledger> any);                                | count takes a PredicateSpecification
            int deleteAll(DeleteSpecification<Ledger> any);                                | deleteAll takes a DeleteSpecification
            int updateAll(UpdateSpecification<Ledger> any);                                | updateAll takes a UpdateSpecification
            List<Ledger> findAll(QuerySpecification<Ledger> any);                          | findAll takes a QuerySpecification
            List<Ledger> findAll(CriteriaQueryBuilder<Ledger> any);                        | findAll takes a CriteriaQueryBuilder
            int deleteAll(CriteriaDeleteBuilder<Ledger> any);                              | deleteAll takes a CriteriaDeleteBuilder
            int updateAll(CriteriaUpdateBuilder<Ledger> any);                              | updateAll takes a CriteriaUpdateBuilder
            """)
    void failsForAMethodThatCouldNotBeWalled(String method, String complaint) {
        assertThat(errors(LEDGER, "extends CrudRepository<Ledger, Long>", method))
                .contains("Repository Ledgers cannot be walled")
                .contains(complaint);
    }

    @Test
    void failsForHandWrittenSqlInTheRepositoryOfASharedTableToo() {
        assertThat(errors(
                        COUNTRY,
                        "extends CrudRepository<Country, String>",
                        "@Query(\"select entry from ledger\") List<String> spy();"))
                .contains("@Query on spy");
    }

    @Test
    void failsForCriteria() {
        assertThat(errors(
                        LEDGER,
                        "extends CrudRepository<Ledger, Long>, io.micronaut.data.repository.jpa.JpaSpecificationExecutor<Ledger>",
                        ""))
                .contains("no tenant is added to a criteria query");
    }

    @Test
    void failsForARelation() {
        assertThat(errors(
                        COUNTRY + " @MappedEntity record Ledger(@Id Long id, @TenantId String tenantId,"
                                + " @Relation(Relation.Kind.MANY_TO_ONE) Country country) {}",
                        "extends CrudRepository<Ledger, Long>",
                        ""))
                .contains("the relation country");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @Where("1 = 1") @MappedEntity record Ledger(@Id Long id, @TenantId String tenantId) {} | @Where on
            @MappedEntity record Ledger(@Id Long id, @TenantId String tenantId, @DataTransformer(read = "(select 1)") String entry) {} | @DataTransformer on entry
            @MappedEntity record Ledger(@Id Long id, @TenantId String owner) {}            | @TenantId owner must be the column tenant_id
            @Embeddable record Key(Long id, @TenantId String tenantId) {} @MappedEntity record Ledger(@EmbeddedId Key key) {} | @TenantId must be on a readable property
            @MappedEntity class Ledger { @Id Long id; @TenantId private String tenantId; } | @TenantId must be on a readable property
            class Owned { @TenantId private String tenantId; } @MappedEntity class Ledger extends Owned { @Id Long id; } | @TenantId must be on a readable property
            """)
    void failsForAnEntityThatCouldNotBeWalled(String entity, String complaint) {
        assertThat(errors(entity, "extends GenericRepository<Ledger, Long>", "long count();"))
                .contains("Repository Ledgers cannot be walled")
                .contains(complaint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@MappedEntity record Country(@Id String code, @Relation(Relation.Kind.ONE_TO_MANY) List<Ledger> ledgers) {}",
                "@MappedEntity record Country(@Id String code, @Relation(Relation.Kind.MANY_TO_ONE) Ledger ledger) {}",
                "@MappedEntity record Region(@Id String code, @Relation(Relation.Kind.ONE_TO_MANY) List<Ledger> ledgers) {}"
                        + " @MappedEntity record Country(@Id String code, @Relation(Relation.Kind.MANY_TO_ONE) Region region) {}"
            })
    void failsForARelationOfASharedEntityThatReachesAPartitionedOne(String country) {
        assertThat(errors(LEDGER + country, "extends CrudRepository<Country, String>", ""))
                .contains("no tenant is added to the table that the relation");
    }

    @Test
    void compilesARepositoryOfASharedEntityWithItsRelationsAndItsStreams() {
        assertThat(errors(
                        "@MappedEntity record Region(@Id String code) {}"
                                + " @MappedEntity record Country(@Id String code, @Relation(Relation.Kind.MANY_TO_ONE) Region region) {}",
                        "extends CrudRepository<Country, String>",
                        "@Join(\"region\") java.util.stream.Stream<Country> findByCode(String code);"))
                .isEmpty();
    }

    @Test
    void failsForATenantThatIsNoText() {
        assertThat(errors(
                        "@MappedEntity record Ledger(@Id Long id, @TenantId Long tenantId) {}",
                        "extends CrudRepository<Ledger, Long>",
                        ""))
                .contains("@TenantId tenantId must be a String");
    }

    @Test
    void failsForARepositoryThatDoesNotSayWhoseRowsItHolds() {
        assertThat(errors(LEDGER, "", "List<Ledger> findByEntry(String entry);"))
                .contains("does not extend");
    }

    private String errors(String entities, String heritage, String method) {
        String source =
                "package shop; import io.micronaut.data.annotation.*; import io.micronaut.data.repository.*; import java.util.*;"
                        + " import io.micronaut.data.jdbc.annotation.JdbcRepository; import io.micronaut.data.annotation.sql.Procedure;"
                        + " import io.micronaut.data.repository.jpa.criteria.*;"
                        + " import io.micronaut.data.model.query.builder.sql.Dialect; "
                        + entities
                        + " @JdbcRepository(dialect = Dialect.H2) interface Ledgers " + heritage + " { " + method
                        + " }";
        JavaFileObject file = source("shop/Ledgers.java", source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        JavaCompiler.CompilationTask task =
                compiler.getTask(said, null, null, List.of("-d", classes.toString()), null, List.of(file, KOTLIN));
        task.setProcessors(List.of(
                new TypeElementVisitorProcessor(),
                new AggregatingTypeElementVisitorProcessor(),
                new BeanDefinitionInjectProcessor()));
        boolean compiled = task.call();
        assertThat(compiled).as(said.toString()).isEqualTo(!said.toString().contains("error:"));
        return said.toString();
    }

    private static JavaFileObject source(String path, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
