package dev.nostage.partitioning.micronaut;

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

class PartitioningKeysTest {

    @Test
    void areThoseOfTheMetadata() throws Exception {
        try (InputStream metadata =
                PartitioningFactory.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String json = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(Stream.of(JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "properties"))
                            .map(property -> property.get("name")))
                    .containsExactlyInAnyOrderElementsOf(
                            new PartitioningFactory().keys().keys());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nostage.partitioning.verfy, nostage.partitioning.verify",
        "nostage.partitioning.mask-columns, nostage.partitioning.masked-columns",
        "nostage.partitioning.across-tenants.data-source, nostage.partitioning.across-tenants.datasource"
    })
    void stopTheStartWhereOneIsMisspelt(String slip, String meant) {
        assertThatThrownBy(() -> ApplicationContext.run(Map.of(slip, "x")).close())
                .hasStackTraceContaining("There is no key " + slip)
                .hasStackTraceContaining("did you mean " + meant + "?");
    }
}
