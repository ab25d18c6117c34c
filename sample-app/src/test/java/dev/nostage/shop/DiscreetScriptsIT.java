package dev.nostage.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts show nobody on the machine what is secret, keep none of it, and send what they say. */
@MicronautTest(transactional = false)
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "they are shell scripts")
class DiscreetScriptsIT {

    @Inject
    EmbeddedServer server;

    @TempDir
    Path scratch;

    private Path commands;
    private Path files;

    @BeforeEach
    void folders() throws IOException {
        commands = Files.createDirectory(scratch.resolve("commands"));
        files = Files.createDirectory(scratch.resolve("files"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tour.sh", "journey.sh"})
    void handOverSecretsInFilesThatTheyRemove(String name) throws Exception {
        Path seen = scratch.resolve("seen");
        insteadOf("curl", "printf '%s ' \"$@\" >>\"$SEEN\"; echo >>\"$SEEN\"; PATH=${PATH#*:}; exec curl \"$@\"");

        assertThat(script(name).with("SEEN", seen.toString()).run()).endsWith("exit 0");

        assertThat(Files.readAllLines(seen))
                .hasSizeGreaterThan(15)
                .allSatisfy(arguments -> assertThat(arguments).startsWith("-q ").doesNotContain(Script.TOKEN, "eyJ"));
        assertThat(files).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tour.sh", "journey.sh"})
    void sendWhatTheySayWhateverCurlIsToldElsewhere(String name) throws Exception {
        Files.writeString(scratch.resolve(".curlrc"), "proxy = \"http://127.0.0.1:1\"\n");

        assertThat(script(name).with("HOME", scratch.toString()).run()).endsWith("exit 0");
    }

    @Test
    void keepNoFileWhenTheyAreStoppedAsTheyMakeIt() throws Exception {
        insteadOf("mktemp", "PATH=${PATH#*:}; mktemp \"$@\"; kill -TERM $PPID");

        assertThat(script("journey.sh").run()).endsWith("exit 143");

        assertThat(files).isEmptyDirectory();
    }

    private Script script(String name) {
        return Script.of(name, server)
                .with("PATH", commands + ":" + System.getenv("PATH"))
                .with("TMPDIR", files.toString());
    }

    private void insteadOf(String command, String what) throws IOException {
        Path file = Files.writeString(commands.resolve(command), "#!/bin/sh\n" + what + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
