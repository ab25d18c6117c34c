package dev.nostage.partitioning.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.nostage.partitioning.database.TestDatabase;
import dev.nostage.partitioning.guide.GuidePage;
import io.micronaut.annotation.processing.AggregatingTypeElementVisitorProcessor;
import io.micronaut.annotation.processing.BeanDefinitionInjectProcessor;
import io.micronaut.annotation.processing.TypeElementVisitorProcessor;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.visitor.TypeElementVisitor;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the guide quotes, the compiler and the start say. */
class GuideErrorsTest {

    private static final Pattern COMPLAINT = Pattern.compile("Repository \\w+ cannot be walled: .*");
    private static final String CLIENT = "@MappedEntity record Client(@Id Long id, @TenantId String tenantId) {} ";
    private static final String INVOICE =
            "@MappedEntity record Invoice(@Id Long id, @TenantId String tenantId, String number%s) {} ";
    private static final String REPOSITORY = "@JdbcRepository(dialect = Dialect.POSTGRES) interface InvoiceRepository"
            + " extends CrudRepository<Invoice, Long> { %s }";

    @TempDir
    Path classes;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            @MappedEntity record Invoice(@Id Long id, String number) {} | none
            none                                                        | @Query("select * from invoice where id = :id") List<Invoice> search(Long id);
            none                                                        | @WithoutTenantId List<Invoice> findByNumber(String number);
            relation                                                    | none
            joined                                                      | @Join("client") Page<Invoice> findByNumber(String number, Pageable page);
            """)
    void quotesTheCompiler(String entity, String method) {
        String relation = ", @Relation(Relation.Kind.MANY_TO_ONE) Client client";
        String joined =
                ", @Relation(Relation.Kind.MANY_TO_ONE) @JoinColumn(name = \"client_id\", referencedColumnName ="
                        + " \"id\") @JoinColumn(name = \"tenant_id\", referencedColumnName = \"tenant_id\") Client client";
        String entities = switch (String.valueOf(entity)) {
            case "null" -> INVOICE.formatted("");
            case "relation" -> CLIENT + INVOICE.formatted(relation);
            case "joined" -> CLIENT + INVOICE.formatted(joined);
            default -> entity;
        };
        Matcher complaint = COMPLAINT.matcher(
                Compilation.errorsOf(classes, entities + REPOSITORY.formatted(method == null ? "" : method)));
        assertThat(complaint.find()).isTrue();
        assertThat(GuidePage.quotes(complaint.group())).as(complaint.group()).isTrue();
    }

    /** Compiled as by whoever has the dependency and forgot the processor. */
    @Test
    void quotesTheStart() throws Exception {
        String text =
                "package shop; import io.micronaut.data.repository.*; import dev.nostage.partitioning.guide.Invoice;"
                        + " import io.micronaut.data.jdbc.annotation.JdbcRepository;"
                        + " import io.micronaut.data.model.query.builder.sql.Dialect; " + REPOSITORY.formatted("");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaCompiler.CompilationTask task = compiler.getTask(
                null,
                null,
                null,
                List.of("-d", classes.toString(), "-Xlint:none"),
                null,
                List.of(
                        new SimpleJavaFileObject(
                                URI.create("string:///shop/Invoices.java"), JavaFileObject.Kind.SOURCE) {
                            @Override
                            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                                return text;
                            }
                        }));
        task.setProcessors(List.of(
                new TypeElementVisitorProcessor() {
                    @Override
                    protected synchronized Collection<? extends TypeElementVisitor<?, ?>> findTypeElementVisitors() {
                        return others(super.findTypeElementVisitors());
                    }
                },
                new AggregatingTypeElementVisitorProcessor() {
                    @Override
                    protected synchronized Collection<? extends TypeElementVisitor<?, ?>> findTypeElementVisitors() {
                        return others(super.findTypeElementVisitors());
                    }
                },
                new BeanDefinitionInjectProcessor()));
        assertThat(task.call()).isTrue();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Throwable thrown = catchThrowable(() -> ApplicationContext.builder()
                    .classLoader(loader)
                    .properties(TestDatabase.h2().asProperties())
                    .start());
            assertThat(GuidePage.quotes(thrown.getMessage()))
                    .as(thrown.getMessage())
                    .isTrue();
        }
    }

    private static Collection<? extends TypeElementVisitor<?, ?>> others(
            Collection<? extends TypeElementVisitor<?, ?>> visitors) {
        List<TypeElementVisitor<?, ?>> others = new ArrayList<>(visitors);
        others.removeIf(visitor -> visitor instanceof RepositoryVisitor);
        return others;
    }
}
