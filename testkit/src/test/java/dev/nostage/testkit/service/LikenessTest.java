package dev.nostage.testkit.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LikenessTest {

    @Test
    void valuesMayDiffer() {
        assertThat(Likeness.differences(payment("p-1", 7, List.of("a")), payment("stub", 0.5, List.of("x", "y"))))
                .isEmpty();
        assertThat(Likeness.differences(null, null)).isEmpty();
        assertThat(Likeness.differences(List.of(), List.of())).isEmpty();
    }

    @Test
    void everyFieldOfAnotherTypeIsNamed() {
        assertThat(Likeness.differences(payment("p-1", 7, List.of("a")), payment(true, "7", List.of("a", 1))))
                .containsExactly(
                        "  $.lines[]: the downstream a string, the stub a number",
                        "  $.reference: the downstream a string, the stub a boolean",
                        "  $.sum.amount: the downstream a number, the stub a string");
    }

    @Test
    void whatIsThereOnOneSideOnlyIsNamed() {
        assertThat(Likeness.differences(Map.of("ref", "p-1"), Map.of("reference", "stub")))
                .containsExactly(
                        "  $.ref: the downstream a string, the stub nothing",
                        "  $.reference: the downstream nothing, the stub a string");
        assertThat(Likeness.differences(Collections.singletonMap("ref", null), Map.of("ref", Map.of())))
                .containsExactly("  $.ref: the downstream nothing, the stub an object");
        assertThat(Likeness.differences(List.of("a"), List.of()))
                .containsExactly("  $: the downstream a list of 1, the stub one of 0");
    }

    private static Map<String, Object> payment(Object reference, Object amount, List<Object> lines) {
        return Map.of("reference", reference, "sum", Map.of("amount", amount), "lines", lines);
    }
}
