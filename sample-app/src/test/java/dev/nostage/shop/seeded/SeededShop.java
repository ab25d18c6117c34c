package dev.nostage.shop.seeded;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of the shop with one mistake in it, compiled, and tried by its own tests. */
final class SeededShop {

    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path TARGET = MODULE.resolve("target");
    private static final Path TESTS = TARGET.resolve("test-classes");
    private static final long LONGEST_MINUTES = 4;

    private static final ShopCompiler COMPILER = new ShopCompiler(libraries());

    private final Seed seed;
    private final Path home;

    SeededShop(Seed seed) {
        this.seed = seed;
        this.home = TARGET.resolve("seeded-leaks").resolve(seed.slug());
    }

    /** What the compiler said against it; if it said nothing, what the tests said. */
    Outcome tried(List<String> tests) throws IOException, InterruptedException {
        delete(home);
        copy(MODULE.resolve("src/main"), home.resolve("src"));
        seed.applyTo(home.resolve("src"));
        Path classes = home.resolve("classes");
        String errors = String.join("\n", COMPILER.compile(home.resolve("src/java"), classes, seed.withOurProcessor()));
        if (!errors.isEmpty()) {
            Files.writeString(home.resolve("report.txt"), errors);
            return new Outcome(true, 0, errors);
        }
        copy(home.resolve("src/resources"), classes);
        return run(classes, tests);
    }

    private Outcome run(Path classes, List<String> tests) throws IOException, InterruptedException {
        Path report = home.resolve("report.txt");
        Path output = home.resolve("output.txt");
        List<Path> classPath = new ArrayList<>(List.of(classes, TESTS));
        classPath.addAll(libraries());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.addAll(List.of("-cp", ShopCompiler.joined(classPath), ShopTests.class.getName(), report.toString()));
        command.addAll(tests);
        Process running = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!running.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            running.destroyForcibly();
            throw new IllegalStateException(
                    "The tests of \"" + seed + "\" do not end; what they printed is in " + output);
        }
        if (!Files.exists(report)) {
            throw new IllegalStateException(
                    "The tests of \"" + seed + "\" did not run; what they printed is in " + output);
        }
        String said = Files.readString(report);
        String passed = said.substring(0, said.indexOf(" passed\n"));
        return new Outcome(false, Integer.parseInt(passed), said.substring(said.indexOf('\n') + 1));
    }

    /** How these tests run, so must those: with Mockito as an agent, and quickly compiled. */
    private static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option ->
                        option.startsWith("-javaagent:") || option.startsWith("-X") || option.startsWith("-Dslf4j."))
                .toList();
    }

    /** All that these tests have, but the shop. */
    private static List<Path> libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> !path.startsWith(TARGET) && Files.exists(path))
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /**
     * @param passed how many tests did
     * @param failures what was said, by the compiler or by tests; empty if nothing was
     */
    record Outcome(boolean refusedByTheCompiler, int passed, String failures) {}
}
