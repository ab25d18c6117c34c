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

/** Compiles repositories as a user's build would, and reads what the compiler says. */
class RepositoryVisitorTest {

    private static final String COUNTRY = "@MappedEntity record Country(@Id String code) {}";
    private static final String LEDGER =
            "@MappedEntity record Ledger(@Id Long id, @TenantId String tenantId, String entry) {}";

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
                .contains("no tenant is added to the queries of a");
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
                        + " import io.micronaut.data.jdbc.annotation.JdbcRepository;"
                        + " import io.micronaut.data.model.query.builder.sql.Dialect; "
                        + entities
                        + " @JdbcRepository(dialect = Dialect.H2) interface Ledgers " + heritage + " { " + method
                        + " }";
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///shop/Ledgers.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        JavaCompiler.CompilationTask task =
                compiler.getTask(said, null, null, List.of("-d", classes.toString()), null, List.of(file));
        task.setProcessors(List.of(
                new TypeElementVisitorProcessor(),
                new AggregatingTypeElementVisitorProcessor(),
                new BeanDefinitionInjectProcessor()));
        boolean compiled = task.call();
        assertThat(compiled).as(said.toString()).isEqualTo(!said.toString().contains("error:"));
        return said.toString();
    }
}
