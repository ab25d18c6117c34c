package plain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A path that works for nobody lets nothing else through, however somebody writes it. */
@ParameterizedClass(name = "{0}")
@EnumSource(Kind.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PathTest {

    @Parameter
    Kind kind;

    private Service atTheRoot;
    private Service below;

    @BeforeParameterizedClassInvocation
    void start() {
        atTheRoot = Service.start(kind, new Probe());
        below = Service.startAt(kind, "/shop");
    }

    @AfterParameterizedClassInvocation
    void end() {
        atTheRoot.close();
        below.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health?a=/orders", "/api/health", "/public/page"})
    void letsNobodyThroughWhereThePathSaysSo(String target) throws Exception {
        assertThat(atTheRoot.raw().ask(target)).startsWith("HTTP/1.1 200").endsWith("nobody");
        assertThat(below.raw().ask("/shop" + target)).startsWith("HTTP/1.1 200").endsWith("nobody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/../who",
                "/health/..;/who",
                "/health;/../who",
                "/health/%2e%2e/who",
                "/health/.%2e/who",
                "/health/..%2fwho",
                "/health%2f..%2fwho",
                "/health/%252e%252e/who",
                "/health\\..\\who",
                "/health%5c..%5cwho",
                "/public/../who",
                "/public/..;a=b/who",
                "/public/%2e%2e/who",
                "/public/x/../../who",
                "/public/./../who",
                "/public//../who",
                "/public/..%2fwho",
                "/public%2f..%2fwho",
                "/public/%2e%2e%2fwho",
                "/who/../health",
                "/who/..;/health",
                "/who/%2e%2e/health",
                "/who;/../health",
                "/./health",
                "//health",
                "///health",
                "/health/",
                "/health//",
                "/health/.",
                "/health;jsessionid=1",
                "/;a=b/health",
                "/%68ealth",
                "/health%00",
                "/health%20",
                "/health%09",
                "/health%0a",
                "/health%3fa",
                "/health%23",
                "/health%2f",
                "/Health",
                "/HEALTH",
                "/healthy",
                "/health.json",
                "/public",
                "/public/",
                "/public//page",
                "/public/./page",
                "/public/a/../page",
                "/public/%70age",
                "/public/page;a=b",
                "/public;/page",
                "/public%2fpage",
                "/publicity",
                "/Public/page",
                "/api/health/",
                "/api//health",
                "/API/health",
                "http://localhost/health/../who",
                "http://localhost/who/../health"
            })
    void letsNobodyThroughByAnyOtherWayToWriteIt(String target) throws Exception {
        assertRefused(atTheRoot.raw().ask(target), target);
        assertRefused(below.raw().ask(target.startsWith("/") ? "/shop" + target : target), "/shop" + target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shop/../shop/health",
                "/x/../shop/health",
                "/%73hop/health",
                "/shop;a=b/health",
                "//shop/health",
                "/./shop/health",
                "/SHOP/health",
                "/health"
            })
    void letsNobodyThroughByAnyOtherWayToWriteWhereTheApplicationIs(String target) throws Exception {
        assertRefused(below.raw().ask(target), target);
    }

    @Test
    void needsATenantForTheErrorPageAndForWhatDoesNotExist() throws Exception {
        assertThat(atTheRoot.raw().ask("/error")).contains("tenant-missing");
        assertThat(atTheRoot.raw().ask("/nowhere")).contains("tenant-missing");
        assertThat(atTheRoot.raw().ask("/")).contains("tenant-missing");
    }

    /** Refused by the filter; by the container, before any filter; or redirected to be written otherwise. */
    private static void assertRefused(String answer, String target) {
        assertThat(answer)
                .as(target)
                .doesNotStartWith("HTTP/1.1 2")
                .doesNotStartWith("HTTP/1.1 5")
                .doesNotEndWith("nobody");
    }
}
