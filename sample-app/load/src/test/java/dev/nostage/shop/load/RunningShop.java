package dev.nostage.shop.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged shop, in a process of its own. */
final class RunningShop implements AutoCloseable {

    static final String TOKEN = "a-token-for-the-tests-and-nothing-else";

    private static final Pattern URL = Pattern.compile("The shop is open at (\\S+)");
    private static final Pattern SIMULATOR = Pattern.compile("Payments are simulated at ([^;]+);");

    private final Process process;
    private final Thread reading;
    private final String url;
    private final String simulator;

    private RunningShop(Process process, Thread reading, String url, String simulator) {
        this.process = process;
        this.reading = reading;
        this.url = url;
        this.simulator = simulator;
    }

    /** @param settings as {@code -D} of the command line */
    static RunningShop with(String... settings) throws IOException {
        Path jar = Path.of(System.getProperty("shop.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(
                    jar + " is not there: ./mvnw -pl sample-app -am package -DskipTests makes it");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dmicronaut.server.port=-1",
                "-Dnostage.operator.token=" + TOKEN,
                "-Dnostage.tenancy.directory-cache.time-to-live=50ms"));
        command.addAll(List.of(settings));
        command.addAll(List.of("-jar", jar.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader lines = process.inputReader();
        StringBuilder said = new StringBuilder();
        String url = "";
        String simulator = "";
        while (url.isEmpty() || simulator.isEmpty()) {
            String line = lines.readLine();
            if (line == null) {
                throw new IllegalStateException("The shop did not start:\n" + said);
            }
            said.append(line).append('\n');
            url = found(URL, line, url);
            simulator = found(SIMULATOR, line, simulator);
        }
        // What it says later must not fill the pipe, or it would wait.
        Thread reading = new Thread(() -> lines.lines().forEach(line -> {}), "the shop's log");
        reading.start();
        return new RunningShop(process, reading, url, simulator);
    }

    private static String found(Pattern pattern, String line, String before) {
        Matcher found = pattern.matcher(line);
        return found.find() ? found.group(1) : before;
    }

    String url() {
        return url;
    }

    String simulator() {
        return simulator;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
        reading.join();
    }
}
