package dev.nostage.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DownstreamsTest {

    @Test
    void warnsOfANameThatIsNotDeclaredAndTellsTheNearestThatIs() {
        try (Heard heard = new Heard(Downstreams.class.getName())) {
            new Probe().guard("inventroy");

            assertThat(heard.lines())
                    .singleElement()
                    .asString()
                    .contains("\"inventroy\" is not declared", "the nearest that is declared is \"inventory\"");
        }
    }
}
