package dev.nostage.tenancy.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests they hold is tried on the containers, in {@code src/it/servlet}. */
final class NoTenantPathsTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/a/b.html", "/public/*", "/.well-known/*", "/v1.0/~me_-"})
    void takesAPathThatIsWrittenInOneWayOnly(String path) {
        assertThat(NoTenantPaths.NONE.and(path, "a reason").paths()).containsExactly(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "/*",
                "health",
                "/health/",
                "//",
                "//health",
                "/a//b",
                "/a/../b",
                "/a/./b",
                "/..",
                "/a/*/b",
                "/*.css",
                "/**",
                "/a/**",
                "/a*",
                "/%68ealth",
                "/health;a=b",
                "/health?a=b",
                "/é",
                "/a b",
                "/a\\b",
                "/a\n"
            })
    void refusesWhateverElse(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoTenantPaths.NONE.and(path, "a reason"))
                .withMessageContaining("such as /health");
    }

    @Test
    void wantsToKnowWhy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoTenantPaths.NONE.and("/health", " "))
                .withMessageContaining("\"/health\"");
    }
}
