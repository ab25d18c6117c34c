package dev.nostage.shop.seeded;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles shops as their build does, one at a time, by processors that see nothing of the tests they are started from. */
final class ShopCompiler {

    private final List<Path> classPath;
    private final Map<Boolean, ClassLoader> processors = new HashMap<>();
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    /** Kept for all shops: else each opens and lists every jar of the class path anew. */
    private final StandardJavaFileManager files =
            compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

    /** @param classPath what the shop is compiled against, the processors among it */
    ShopCompiler(List<Path> classPath) {
        this.classPath = classPath;
    }

    /** The compiler's errors, each with its file and line; none if all is well. */
    synchronized List<String> compile(Path sources, Path classes, boolean withOurProcessor) throws IOException {
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        Files.createDirectories(classes);
        try (Stream<Path> all = Files.walk(sources)) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
            files.setLocationFromPaths(StandardLocation.ANNOTATION_PROCESSOR_PATH, classPath);
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            List<Path> shop =
                    all.filter(file -> file.toString().endsWith(".java")).toList();
            compiler.getTask(
                            null,
                            new Processed(files, processors.computeIfAbsent(withOurProcessor, this::processors)),
                            said,
                            List.of("-parameters", "-source", "17", "-target", "17", "-Xlint:none"),
                            null,
                            files.getJavaFileObjectsFromPaths(shop))
                    .call();
        }
        return said.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(ShopCompiler::told)
                .toList();
    }

    private ClassLoader processors(boolean withOurs) {
        return new ProcessorLoader(classPath.stream()
                .filter(path -> withOurs || !isOurProcessor(path))
                .toList());
    }

    private static String told(Diagnostic<? extends JavaFileObject> error) {
        JavaFileObject source = error.getSource();
        String place =
                source == null ? "" : Path.of(source.getName()).getFileName() + ":" + error.getLineNumber() + ": ";
        return place + error.getMessage(Locale.ROOT);
    }

    private static boolean isOurProcessor(Path path) {
        return path.getFileName().toString().startsWith("nostage-partitioning")
                || path.toString().contains(Path.of("partitioning", "target").toString());
    }

    static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Loads the processors from their path alone: javac would find them by its own class loader first, which has them all. */
    private static final class Processed extends ForwardingJavaFileManager<JavaFileManager> {

        private final ClassLoader processors;

        Processed(JavaFileManager files, ClassLoader processors) {
            super(files);
            this.processors = processors;
        }

        @Override
        public ClassLoader getClassLoader(Location location) {
            return location == StandardLocation.ANNOTATION_PROCESSOR_PATH ? processors : super.getClassLoader(location);
        }
    }

    /** What they are loaded by: one that javac cannot close, so that the next shop is compiled by processors that are warm. */
    private static final class ProcessorLoader extends ClassLoader {

        ProcessorLoader(List<Path> processors) {
            super(new URLClassLoader(urls(processors), new CompilersOwn()));
        }

        private static URL[] urls(List<Path> paths) {
            List<URL> urls = new ArrayList<>();
            for (Path path : paths) {
                try {
                    urls.add(path.toUri().toURL());
                } catch (MalformedURLException e) {
                    throw new IllegalStateException(e);
                }
            }
            return urls.toArray(URL[]::new);
        }
    }

    /** The compiler's own classes, and nothing of the class path that they stand beside. */
    private static final class CompilersOwn extends ClassLoader {

        CompilersOwn() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("com.sun.source.") || name.startsWith("com.sun.tools.")) {
                return ClassLoader.getSystemClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
