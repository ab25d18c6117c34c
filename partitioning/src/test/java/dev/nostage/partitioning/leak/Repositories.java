package dev.nostage.partitioning.leak;

import dev.nostage.partitioning.leak.Statements.Statement;
import dev.nostage.partitioning.processor.RepositoryVisitor;
import io.micronaut.annotation.processing.AggregatingTypeElementVisitorProcessor;
import io.micronaut.annotation.processing.BeanDefinitionInjectProcessor;
import io.micronaut.annotation.processing.PackageElementVisitorProcessor;
import io.micronaut.annotation.processing.TypeElementVisitorProcessor;
import io.micronaut.inject.visitor.TypeElementVisitor;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The repositories that the attacks go through, compiled twice: with our processor on the path, which leaves out what it
 * refuses, and without it.
 */
final class Repositories {

    private static final String PACKAGE = "dev.nostage.partitioning.leak";

    private static final Pattern REFUSED =
            Pattern.compile("Repository (\\w+) cannot be walled: (?:the method (\\w+) )?");

    private static final String HEADER = "package " + PACKAGE + "; import io.micronaut.data.annotation.*;"
            + " import io.micronaut.data.annotation.sql.*; import io.micronaut.data.jdbc.annotation.JdbcRepository;"
            + " import io.micronaut.data.model.*; import io.micronaut.data.repository.*;"
            + " import io.micronaut.data.model.query.builder.sql.Dialect; import java.util.*; import javax.sql.DataSource;"
            + " import jakarta.persistence.criteria.*; ";

    private static final List<String> LAWFUL = List.of("Account", "Booking", "Coupon");

    private final Path directory;
    private final List<Statement> statements;
    private final Set<String> refused = new HashSet<>();
    private ClassLoader walled;
    private ClassLoader bare;

    Repositories(Path directory, List<Statement> statements) {
        this.directory = directory;
        this.statements = statements;
    }

    void compile() {
        List<Statement> annotated =
                statements.stream().filter(Statement::isRepositorys).toList();
        Matcher complaints = REFUSED.matcher(compile("judged", true, hostile(annotated)));
        while (complaints.find()) {
            refused.add(complaints.group(1) + (complaints.group(2) == null ? "" : "." + complaints.group(2)));
        }
        List<Statement> passed =
                annotated.stream().filter(statement -> !isRefused(statement)).toList();
        walled = load("walled", true, lawful() + hostile(passed));
        bare = load("bare", false, lawful() + careless() + hostile(annotated));
    }

    ClassLoader walled() {
        return walled;
    }

    ClassLoader bare() {
        return bare;
    }

    /** Whether our processor refuses it, in each dialect that it is written for. */
    boolean isRefused(Statement statement) {
        return statement.databases().stream()
                .allMatch(database -> refused.contains(repository(database, statement))
                        || refused.contains(repository(database, statement) + "." + statement.method()));
    }

    static String repository(Database database, Statement statement) {
        return database.dialect() + "_" + statement.repository();
    }

    static Class<?> type(ClassLoader loader, Database database, String name) {
        try {
            return loader.loadClass(PACKAGE + "." + database.dialect() + "_" + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String lawful() {
        StringBuilder text = new StringBuilder();
        for (Database database : Database.values()) {
            LAWFUL.forEach(entity -> text.append(repository(database, entity + "s", entity + "s<" + entity + ">", "")));
            text.append(repository(database, "Regions", "Regions", ""));
        }
        return text.toString();
    }

    private static String careless() {
        StringBuilder text = new StringBuilder();
        for (Database database : Database.values()) {
            LAWFUL.forEach(entity ->
                    text.append(repository(database, "Bare" + entity + "s", entity + "s<Bare" + entity + ">", "")));
        }
        return text.toString();
    }

    private static String hostile(Collection<Statement> statements) {
        StringBuilder text = new StringBuilder();
        for (Database database : Database.values()) {
            for (String name :
                    statements.stream().map(Statement::repository).distinct().toList()) {
                StringBuilder methods = new StringBuilder();
                statements.stream()
                        .filter(statement -> statement.repository().equals(name)
                                && statement.databases().contains(database))
                        .forEach(statement ->
                                methods.append(statement.declaration()).append('\n'));
                text.append(repository(
                        database,
                        name,
                        "GenericRepository<" + (name.startsWith("Bare") ? "BareBooking" : "Booking") + ", Long>",
                        methods.toString()));
            }
        }
        return text.toString();
    }

    private static String repository(Database database, String name, String parent, String body) {
        return "@JdbcRepository(dialect = Dialect." + database.dialect() + ") interface " + database.dialect() + "_"
                + name + " extends " + parent + " {\n" + body + "}\n";
    }

    private ClassLoader load(String name, boolean ours, String declarations) {
        String said = compile(name, ours, declarations);
        if (said.contains("error:")) {
            throw new IllegalStateException(said);
        }
        try {
            return new URLClassLoader(
                    new URL[] {directory.resolve(name).toUri().toURL()},
                    getClass().getClassLoader());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String compile(String name, boolean ours, String declarations) {
        Path classes = directory.resolve(name);
        try {
            Files.createDirectories(classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options =
                List.of("-d", classes.toString(), "-Xlint:none", "-parameters", "-Xmaxerrs", "10000", "-nowarn");
        JavaCompiler.CompilationTask task =
                compiler.getTask(said, null, null, options, null, List.of(source(HEADER + declarations)));
        task.setProcessors(processors(ours));
        task.call();
        return said.toString();
    }

    private static List<Processor> processors(boolean ours) {
        return List.of(
                new TypeElementVisitorProcessor() {
                    @Override
                    protected synchronized Collection<? extends TypeElementVisitor<?, ?>> findTypeElementVisitors() {
                        return filtered(super.findTypeElementVisitors(), ours);
                    }
                },
                new AggregatingTypeElementVisitorProcessor() {
                    @Override
                    protected synchronized Collection<? extends TypeElementVisitor<?, ?>> findTypeElementVisitors() {
                        return filtered(super.findTypeElementVisitors(), ours);
                    }
                },
                new PackageElementVisitorProcessor(),
                new BeanDefinitionInjectProcessor());
    }

    private static Collection<? extends TypeElementVisitor<?, ?>> filtered(
            Collection<? extends TypeElementVisitor<?, ?>> visitors, boolean ours) {
        List<TypeElementVisitor<?, ?>> kept = new ArrayList<>(visitors);
        kept.removeIf(visitor -> !ours && visitor instanceof RepositoryVisitor);
        return kept;
    }

    private static JavaFileObject source(String text) {
        String path = "string:///" + PACKAGE.replace('.', '/') + "/Compiled.java";
        return new SimpleJavaFileObject(URI.create(path), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
