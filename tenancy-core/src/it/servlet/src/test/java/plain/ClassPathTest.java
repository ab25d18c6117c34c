package plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that the tests beside this one promise, they promise without a framework. */
final class ClassPathTest {

    private static final List<String> JARS = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(path -> new File(path).getPath().replace(File.separatorChar, '/'))
            .toList();

    @Test
    void holdsNothingOfMicronautButTheArtifactThatCarriesTheContext() {
        assertThat(JARS)
                .filteredOn(jar -> jar.contains("micronaut"))
                .singleElement()
                .asString()
                .matches(".*/micronaut-core-[0-9.]+\\.jar");
    }

    @Test
    void holdsNoMachineryOfInjection() {
        assertThat(JARS).noneMatch(jar -> jar.contains("inject") || jar.contains("spring") || jar.contains("weld"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.micronaut.context.ApplicationContext",
                "io.micronaut.http.HttpRequest",
                "jakarta.inject.Inject",
                "jakarta.inject.Singleton"
            })
    void knowsNoClassOfAnApplicationOfMicronauts(String name) {
        assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> Class.forName(name));
    }
}
