package dev.nostage.tenancy.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where an application has Micronaut's client over {@code java.net.http}. */
class OtherClientIT {

    private static URLClassLoader classes;

    @BeforeAll
    static void putItOnTheClassPath() throws IOException {
        URL jar = Path.of("target", "clients", "micronaut-http-client-jdk.jar")
                .toUri()
                .toURL();
        classes = new URLClassLoader(new URL[] {jar}, OtherClientIT.class.getClassLoader());
    }

    @AfterAll
    static void close() throws IOException {
        classes.close();
    }

    @Test
    void redirectsThatNoFilterSeesStopTheStart() {
        assertThatThrownBy(() -> start(Map.of("micronaut.http.client.follow-redirects", true)))
                .hasStackTraceContaining("micronaut-http-client-jdk redirects are followed where no filter sees them")
                .hasStackTraceContaining("set micronaut.http.client.follow-redirects: false,"
                        + " micronaut.http.services.billing.follow-redirects: false, or");
    }

    @Test
    void itIsAsGoodAsAnyWhereItFollowsNone() {
        try (ApplicationContext application = start(Map.of(
                "micronaut.http.client.follow-redirects", false,
                "micronaut.http.services.billing.follow-redirects", false))) {
            assertThat(application.isRunning()).isTrue();
        }
    }

    private static ApplicationContext start(Map<String, Object> properties) {
        return ApplicationContext.builder()
                .classLoader(classes)
                .properties(properties)
                .properties(Map.of("micronaut.http.services.billing.url", "http://billing.example"))
                .start();
    }
}
