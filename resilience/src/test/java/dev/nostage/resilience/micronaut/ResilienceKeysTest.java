package dev.nostage.resilience.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.micronaut.context.ApplicationContext;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResilienceKeysTest {

    @Test
    void areThoseOfTheMetadata() throws Exception {
        try (InputStream metadata =
                ResilienceFactory.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String json = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(Stream.of(JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "properties"))
                            .map(property -> property.get("name")))
                    .containsExactlyInAnyOrderElementsOf(
                            new ResilienceFactory().keys().keys());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nostage.downstreams.payments.efect, nostage.downstreams.payments.effect",
        "nostage.downstreams.payments.breaker.open, nostage.downstreams.payments.breaker.open-time"
    })
    void stopTheStartWhereOneIsMisspelt(String slip, String meant) {
        assertThatThrownBy(() -> ApplicationContext.run(Map.of(slip, "x")).close())
                .hasStackTraceContaining("There is no key " + slip)
                .hasStackTraceContaining("did you mean " + meant + "?");
    }
}
