package dev.nostage.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks a script how it is used is told that, and nothing else happens. */
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "they are shell scripts")
class ScriptHelpTest {

    @ParameterizedTest
    @ValueSource(strings = {"tour.sh", "journey.sh", "load.sh"})
    void tellsTheUsage(String name) throws Exception {
        assertThat(Script.of(name, "--help").run())
                .contains("usage: ./sample-app/" + name + " [url")
                .contains("NOSTAGE_OPERATOR_TOKEN")
                .doesNotContain("#", "shellcheck", "set -u")
                .endsWith("\nexit 0");
        assertThat(Script.of(name, "-h").run())
                .isEqualTo(Script.of(name, "--help").run());
    }
}
