package dev.nostage.shop;

import io.micronaut.runtime.server.EmbeddedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A script of this module, run as a user runs it. */
final class Script {

    static final String TOKEN = ShopClient.OPERATOR.substring("Bearer ".length());

    private final ProcessBuilder builder;

    private Script(ProcessBuilder builder) {
        this.builder = builder;
    }

    static Script of(String name, EmbeddedServer shop, String... more) {
        return of(name, shop.getURL().toString(), more);
    }

    static Script of(String name, String url, String... more) {
        List<String> command =
                Stream.concat(Stream.of("bash", name, url), Stream.of(more)).toList();
        return new Script(new ProcessBuilder(command).redirectErrorStream(true)).with("NOSTAGE_OPERATOR_TOKEN", TOKEN);
    }

    Script with(String variable, String value) {
        builder.environment().putAll(Map.of(variable, value));
        return this;
    }

    /** What it says, and at last {@code exit} and its status. */
    String run() throws IOException, InterruptedException {
        return run(running -> {}, "");
    }

    /** The same, and something is done to it as soon as it says this. */
    String run(Consumer<ProcessHandle> then, String said) throws IOException, InterruptedException {
        StringBuilder all = new StringBuilder();
        Process running = builder.start();
        boolean done = false;
        try (BufferedReader lines = running.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.append(line).append('\n');
                if (!done && line.contains(said)) {
                    done = true;
                    then.accept(running.toHandle()); // the process itself would close what it says
                }
            }
        }
        return all + "exit " + running.waitFor();
    }
}
