package dev.nostage.partitioning.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.annotation.processing.AggregatingTypeElementVisitorProcessor;
import io.micronaut.annotation.processing.BeanDefinitionInjectProcessor;
import io.micronaut.annotation.processing.TypeElementVisitorProcessor;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles entities and a repository as a user's build would, and tells what the compiler says. */
final class Compilation {

    static final String LEDGER =
            "@MappedEntity record Ledger(@Id Long id, @TenantId String tenantId, String entry) {} ";

    static final String COUNTRY = "@Shared(because = \"codes\") @MappedEntity record Country(@Id String code) {} ";

    /** What a suspended function's parameter looks like, without Kotlin on the class path. */
    private static final JavaFileObject KOTLIN = source(
            "kotlin/coroutines/Continuation.java", "package kotlin.coroutines; public interface Continuation<T> {}");

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** Kept for all: else each compilation opens and lists every jar of the class path anew. */
    private static final StandardJavaFileManager FILES =
            COMPILER.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

    private Compilation() {}

    /** What the compiler says of {@code interface Ledgers <heritage> { <methods> }}; empty if it compiles. */
    static String errors(Path classes, String entities, String heritage, String methods, String... options) {
        return errorsOf(
                classes,
                entities + "@JdbcRepository(dialect = Dialect.H2) interface Ledgers " + heritage + " { " + methods
                        + " }",
                options);
    }

    static String errorsOf(Path classes, String declarations, String... options) {
        StringWriter said = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-Xlint:none"));
        arguments.addAll(List.of(options));
        JavaCompiler.CompilationTask task = COMPILER.getTask(
                said, FILES, null, arguments, null, List.of(source("shop/Ledgers.java", text(declarations)), KOTLIN));
        task.setProcessors(List.of(
                new TypeElementVisitorProcessor(),
                new AggregatingTypeElementVisitorProcessor(),
                new BeanDefinitionInjectProcessor()));
        boolean compiled = task.call();
        assertThat(compiled).as(said.toString()).isEqualTo(!said.toString().contains("error:"));
        return said.toString();
    }

    /** By a compiler of its own, which finds the processors that there are where one jar is missing. */
    static String errorsWithout(String jar, Path directory, String declarations) throws IOException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String others = Arrays.stream(path.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(jar))
                .collect(Collectors.joining(File.pathSeparator));
        Path source = Files.writeString(directory.resolve("Ledgers.java"), text(declarations));
        Process javac = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                        "-Xlint:none",
                        "-d",
                        directory.toString(),
                        "-cp",
                        path,
                        "-processorpath",
                        others,
                        source.toString())
                .redirectErrorStream(true)
                .start();
        return new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String text(String declarations) {
        return "package shop; import io.micronaut.data.annotation.*; import io.micronaut.data.repository.*;"
                + " import java.util.*; import io.micronaut.data.jdbc.annotation.JdbcRepository;"
                + " import io.micronaut.data.annotation.sql.*; import io.micronaut.data.model.*;"
                + " import io.micronaut.data.repository.jpa.*; import io.micronaut.data.repository.jpa.criteria.*;"
                + " import dev.nostage.partitioning.Shared;"
                + " import io.micronaut.data.model.query.builder.sql.Dialect; "
                + declarations;
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
